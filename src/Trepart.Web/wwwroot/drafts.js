// Keeps what someone types, encrypted on her machine, until the service has acknowledged it. Pages work without this.
(() => {
  'use strict';
  const place = document.getElementById('utkast');
  if (!place || !window.crypto?.subtle || !window.indexedDB) return;

  const say = place.dataset;
  const store = 'drafts', sent = 'trepart-sent', longest = 30 * 24 * 60 * 60 * 1000;
  const forms = () => [...document.querySelectorAll('form.act-form')];
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel('trepart') : null;
  let secret = null, unlocking = null, isSignedOut = false;

  class SignedOut extends Error { }

  // ---- The key: asked for when it is needed, in memory only, and not to be taken out again.
  async function unlock(isAnew) {
    if (isSignedOut) throw new SignedOut();
    if (secret && !isAnew) return secret;
    return unlocking ??= (async () => {
      try {
        const answer = await fetch(say.key, { redirect: 'manual', cache: 'no-store', headers: { accept: 'application/json' } });
        if (answer.type === 'opaqueredirect' || answer.status === 401) throw new SignedOut();
        if (!answer.ok) throw new Error(`${answer.status}`);
        const { key, owner } = await answer.json();
        const bytes = Uint8Array.from(atob(key), c => c.charCodeAt(0));
        secret = { owner, key: await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']) };
        bytes.fill(0);
        return secret;
      } finally {
        unlocking = null;
      }
    })();
  }

  // ---- Where drafts lie: rows of an owner's tag, a day and a box that only she can open.
  const database = () => new Promise((done, fail) => {
    const opening = indexedDB.open('trepart', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(store, { keyPath: 'id' });
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });

  async function ask(mode, what) {
    const db = await database();
    try {
      return await new Promise((done, fail) => {
        const transaction = db.transaction(store, mode, { durability: 'strict' });
        const request = what(transaction.objectStore(store));
        transaction.oncomplete = () => done(request.result);
        transaction.onerror = transaction.onabort = () => fail(transaction.error);
      });
    } finally {
      db.close();
    }
  }

  const hex = buffer => [...new Uint8Array(buffer)].map(b => b.toString(16).padStart(2, '0')).join('');
  const idOf = async action => hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${secret.owner}\n${action}`)));

  async function keep(draft) {
    const { key, owner } = await unlock();
    const id = await idOf(draft.action), iv = crypto.getRandomValues(new Uint8Array(12));
    const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(id) }, key, new TextEncoder().encode(JSON.stringify(draft)));
    await ask('readwrite', s => s.put({ id, owner, iv, box, at: Date.now() }));
    return id;
  }

  async function open(row) {
    try {
      const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv, additionalData: new TextEncoder().encode(row.id) }, secret.key, row.box);
      return { id: row.id, ...JSON.parse(new TextDecoder().decode(text)) };
    } catch {
      return null;
    }
  }

  const forget = id => ask('readwrite', s => s.delete(id));

  // ---- What stands in a form. The command's id goes with it, so that what is sent again is the same command; the token of the page does not.
  const addressOf = form => { const to = new URL(form.action); return to.pathname + to.search; };

  const read = form => ({
    action: addressOf(form), page: location.pathname + location.search, title: document.querySelector('h1')?.textContent?.trim() ?? document.title,
    fields: [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !name.startsWith('__')),
  });

  const isWritten = draft => draft.fields.some(([name, value]) => value.trim() && !['commandId', 'version', 'confirmed', 'item', 'matter', 'matters', 'cooperation', 'meeting'].includes(name));

  function fill(form, draft) {
    const left = new Map();
    for (const [name, value] of draft.fields) left.set(name, [...(left.get(name) ?? []), value]);
    for (const field of form.elements) {
      if (!field.name || field.name.startsWith('__') || field.type === 'submit') continue;
      const values = left.get(field.name);
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = values?.includes(field.value) ?? false;
      else if (values?.length) field.value = values.shift();
    }
    for (let around = form.closest('details'); around; around = around.parentElement?.closest('details')) around.open = true;
    for (const inner of form.querySelectorAll('details')) if ([...inner.querySelectorAll('input')].some(i => i.value)) inner.open = true;
  }

  function tell(form, text, discard) {
    let line = form.querySelector('.kept');
    if (!line) {
      line = document.createElement('p');
      line.className = 'kept meta';
      line.setAttribute('role', 'status');
      form.querySelector('.buttons').before(line);
    }
    line.textContent = text;
    if (!discard) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'ds-button';
    button.dataset.variant = 'tertiary';
    button.dataset.size = 'sm';
    button.textContent = say.discard;
    button.addEventListener('click', async () => { await discard(); location.reload(); });
    line.append(' ', button);
  }

  // ---- Typing.
  const waiting = new WeakMap();
  document.addEventListener('input', e => {
    const form = e.target.form;
    if (!form?.matches('form.act-form')) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => void keepTyped(form), 200));
  });

  async function keepTyped(form) {
    if (form.dataset.going) return;
    const draft = read(form);
    if (!isWritten(draft)) return;
    try {
      await keep(draft);
      if (!form.dataset.going) tell(form, say.kept);
    } catch {
      // Without the key nothing is kept: nothing is said either.
    }
  }

  // ---- Sending. The service is asked first; where it does not answer, what was written waits for it, and is sent as the same command.
  document.addEventListener('submit', e => {
    const form = e.target;
    if (form.getAttribute('action') === '/logg-ut') {
      secret = null;
      channel?.postMessage('signed-out');
      return;
    }
    if (!form.matches('form.act-form') || !(secret || waiting.has(form)) || form.dataset.going === 'now') return;
    e.preventDefault();
    if (!form.dataset.going) void send(form);
  });

  async function send(form) {
    form.dataset.going = 'soon';
    clearTimeout(waiting.get(form));
    const draft = read(form);
    tell(form, say.sending);
    const id = await keep(draft).catch(() => null);
    for (;;) {
      try {
        await unlock(true);
        break;
      } catch (error) {
        if (error instanceof SignedOut) break; // the service asks her to sign in, and what she wrote is kept
        if (!id) break; // nothing could be kept, so nothing is promised: the browser says what it says
        tell(form, say.waits);
        await new Promise(again => { setTimeout(again, 3000); addEventListener('online', again, { once: true }); });
      }
    }
    if (id) sessionStorage.setItem(sent, id);
    form.dataset.going = 'now';
    form.submit();
  }

  // ---- Coming back.
  channel?.addEventListener('message', () => { secret = null; isSignedOut = true; });

  async function comeBack() {
    const rows = await ask('readonly', s => s.getAll());
    const marked = sessionStorage.getItem(sent);
    sessionStorage.removeItem(sent);
    if (rows.length === 0) return;

    for (const old of rows.filter(r => Date.now() - r.at > longest)) await forget(old.id);
    if (marked && new URLSearchParams(location.search).has('gjort')) await forget(marked);
    await unlock();
    const drafts = [];
    for (const row of await ask('readonly', s => s.getAll())) {
      if (row.owner === secret.owner) drafts.push(await open(row));
    }

    const left = [];
    for (const draft of drafts.filter(d => d)) {
      const form = forms().find(f => addressOf(f) === draft.action);
      if (!form) {
        left.push(draft);
      } else if (form.dataset.sent) {
        await keep(read(form)); // the service has answered with what was sent, and what is to be read
      } else {
        fill(form, draft);
        tell(form, say.restored, () => forget(draft.id));
      }
    }

    if (left.length === 0) return;
    const line = document.createElement('p');
    line.textContent = say.list;
    const list = document.createElement('ul');
    for (const draft of left) {
      const item = document.createElement('li'), link = document.createElement('a');
      link.className = 'ds-link';
      link.href = draft.page;
      link.textContent = draft.title;
      item.append(link);
      list.append(item);
    }
    place.append(line, list);
    place.hidden = false;
  }

  comeBack().catch(() => { });
})();
