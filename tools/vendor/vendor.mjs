// Copies the pinned browser files into src/Trepart.Web/wwwroot/lib. Run after `npm ci`; the output is committed.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const packages = new URL('./node_modules/', import.meta.url);
const out = new URL('../../src/Trepart.Web/wwwroot/lib/', import.meta.url);
const read = (name) => readFileSync(new URL(name, packages), 'utf8');
const write = (name, text) => writeFileSync(new URL(name, out), text.trimEnd() + '\n');

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// The content security policy allows our own host alone: a stylesheet that asks for more is refused here, not in the browser.
for (const [from, to] of [
  ['@digdir/designsystemet-css/dist/src/index.css', 'designsystemet.css'],
  ['@digdir/designsystemet-css/dist/theme/designsystemet.css', 'designsystemet-theme.css'],
]) {
  const css = read(from);
  const outside = css.match(/@import[^;]*|url\((?!\s*['"]?data:)[^)]*/i);
  if (outside) throw new Error(`${from} loads something else: ${outside[0]}`);
  write(to, css);
}

write('designsystemet-web.js', read('@digdir/designsystemet-web/dist/umd/index.js').replace(/\/\/# sourceMappingURL=.*/, ''));

for (const subset of ['latin', 'latin-ext']) {
  copyFileSync(new URL(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`, packages), new URL(`inter-${subset}.woff2`, out));
}

// Every package that these files are made of, with its licence as it is shipped, or as the package names it.
const lock = JSON.parse(readFileSync(new URL('./package-lock.json', import.meta.url), 'utf8'));
const licences = Object.keys(lock.packages).filter(Boolean).map((place) => {
  const name = place.replace('node_modules/', '');
  const { version, license, homepage } = JSON.parse(read(`${name}/package.json`));
  const text = existsSync(new URL(`${name}/LICENSE`, packages))
    ? read(`${name}/LICENSE`).replaceAll('\r', '').trim()
    : `The package names its licence, ${license}, and ships no text of it. Its makers: ${homepage}`;
  return `${name} ${version} (${license})\n\n${text}`;
});
write('LICENSES.txt', licences.join(`\n\n${'-'.repeat(80)}\n\n`));
