// A certified OpenID provider on loopback, dressed as an Entra ID directory: issuer …/{tid}/v2.0, with tid and oid in its tokens.
// Whoever signs in as "name" with any password has the oid that the environment gives her, or none that anybody knows.
import Provider from 'oidc-provider';
import { createServer } from 'node:http';
import { createHash, generateKeyPairSync } from 'node:crypto';

const { PORT, TID, CALLBACK, SIGNED_OUT } = process.env;
const prefix = `/${TID}/v2.0`;
const issuer = `http://127.0.0.1:${PORT}${prefix}`;
const audience = 'api://trepart';
const key = (kid, alg, pair) => ({ ...pair.privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg });
const oid = (name) => createHash('sha256').update(name).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'trepart', client_secret: 'only for tests', redirect_uris: [CALLBACK], post_logout_redirect_uris: [SIGNED_OUT],
      grant_types: ['authorization_code'], response_types: ['code'], id_token_signed_response_alg: 'RS256',
    },
    {
      client_id: 'program', client_secret: 'only for tests', redirect_uris: ['http://127.0.0.1:9/program'], grant_types: ['authorization_code'], response_types: ['code'],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  jwks: { keys: [key('rsa', 'RS256', generateKeyPairSync('rsa', { modulusLength: 2048 })), key('ec', 'ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }))] },
  pkce: { required: () => true },
  scopes: ['openid', 'profile', 'access_as_user'],
  claims: { openid: ['sub', 'tid', 'oid'], profile: ['name', 'email'] },
  conformIdTokenClaims: false,
  findAccount: async (_context, id) => ({
    accountId: id,
    claims: async () => ({ sub: `pairwise-${id}`, tid: TID, oid: oid(id), name: `Navn ${id}`, email: 'same@example.test' }),
  }),
  extraTokenClaims: async (_context, token) => ({ tid: TID, oid: oid(token.accountId) }),
  features: {
    devInteractions: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      getResourceServerInfo: (_context, resource) => ({ scope: 'access_as_user', audience: resource === audience ? audience : 'another', accessTokenTTL: 300, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } }),
    },
  },
  cookies: { keys: ['only for tests'] },
  ttl: { Session: 3600, Grant: 3600, Interaction: 600, AuthorizationCode: 60, IdToken: 300, AccessToken: 300 },
});

const answer = provider.callback();
createServer((request, response) => {
  if (!request.url.startsWith(`${prefix}/`)) {
    response.writeHead(404).end();
    return;
  }
  request.originalUrl = request.url;
  request.url = request.url.slice(prefix.length);
  answer(request, response);
}).listen(Number(PORT), '127.0.0.1', () => console.log('ready'));

// Ends with the test that started it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
