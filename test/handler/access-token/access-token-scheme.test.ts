import assert from 'node:assert/strict';
import { createSecretKey, generateKeyPairSync, hash, type KeyObject, randomUUID } from 'node:crypto';
import { describe, it, mock } from 'node:test';
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import {
  type AccessTokenOptions,
  type AuthorizerEvent,
  accessTokenScheme,
  createAuthorizer,
  dpopNonces,
  type PresentedSession,
  type SessionVerdict,
} from '../../../lib/handler/index.ts';
import { certificateThumbprint } from '../../../lib/handler/sender-constraint/key-thumbprint.ts';
import { authorizerEvent } from '../support/authorizer-event.ts';
import { clientCertificate, otherCertificate } from './certificates.ts';

mock.method(console, 'log', () => {});
process.env['POWERTOOLS_SERVICE_NAME'] = 'bank';

const pool = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc';
const partner = 'https://login.partner.example';
const now = 1_800_000_000;
const keys = new Map(
  [pool, partner].map((issuer) => [issuer, generateKeyPairSync('ec', { namedCurve: 'P-256' })] as const),
);
const keyOf = (issuer: string) => keys.get(issuer) ?? assert.fail(issuer);
const nonces = dpopNonces(createSecretKey('n'.repeat(32), 'utf8'));
const dpopKey = generateKeyPairSync('ed25519');
const dpopJwk = await exportJWK(dpopKey.publicKey);
const jkt = await calculateJwkThumbprint(dpopJwk);
const otherKey = generateKeyPairSync('ed25519');
const otherJwk = await exportJWK(otherKey.publicKey);

const issuers: AccessTokenOptions['issuers'] = [
  { issuer: pool, isOwn: true, algorithms: ['ES256'], clientIds: ['app'], rolesClaim: 'cognito:groups' },
  {
    issuer: partner,
    algorithms: ['ES256'],
    audiences: ['https://api.bank.example'],
    tokenUse: 'unnamed',
    grantableScopes: ['bank/rates.read'],
    rolesClaim: 'roles',
    grantableRoles: ['partner'],
  },
];

const ownClaims = {
  iss: pool,
  sub: 'u-1',
  client_id: 'app',
  token_use: 'access',
  scope: 'bank/accounts.read openid',
  'cognito:groups': ['customer', 'a,b'],
  origin_jti: 's-1',
  auth_time: now - 100,
  iat: now - 50,
  exp: now + 900,
};
const partnerClaims = {
  iss: partner,
  sub: 'u-1',
  client_id: 'tpp',
  aud: 'https://api.bank.example',
  scope: 'bank/rates.read bank/accounts.read',
  roles: ['partner', 'operator'],
  iat: now,
  exp: now + 900,
};

const token = (claims: object = {}, base: { readonly iss: string } = ownClaims, key?: KeyObject) =>
  new SignJWT({ ...base, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .sign(key ?? keyOf(base.iss).privateKey);

const url = 'https://api.bank.example:8443/live/rates';
const proof = async (accessToken: string, claims: object = {}, key = dpopKey, jwk = dpopJwk) =>
  new SignJWT({
    jti: randomUUID(),
    htm: 'GET',
    htu: url,
    iat: now,
    ath: hash('sha256', accessToken, 'base64url'),
    nonce: nonces.create(now),
    ...claims,
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'EdDSA', jwk })
    .sign(key.privateKey);

interface Case {
  readonly demands?: object;
  readonly certificate?: string;
  readonly verdict?: SessionVerdict;
}

/** The authorizer of an endpoint with these demands. */
function authorizer({ demands = {}, certificate, verdict = 'goes on' }: Case = {}) {
  process.env['PORTCULLIS_DEMANDS'] = JSON.stringify({ 'GET /rates': demands });
  const taken = new Set<string>();
  const sessions: PresentedSession[] = [];
  const authorize = createAuthorizer(
    accessTokenScheme({
      issuers,
      fetchKeys: async ({ href }) => {
        const issuer = href.replace('/.well-known/jwks.json', '');
        return { keys: [{ ...(await exportJWK(keyOf(issuer).publicKey)), kid: 'k' }] };
      },
      takeProof: async (thumbprint, id) => taken.size < taken.add(`${thumbprint} ${id}`).size,
      nonces: async () => nonces,
      admit: async (session) => {
        sessions.push(session);
        return verdict;
      },
      now: () => now * 1_000,
    }),
  );
  const clientCert = certificate && {
    clientCertPem: certificate,
    ...{ subjectDN: '', issuerDN: '', serialNumber: '', validity: { notBefore: '', notAfter: '' } },
  };
  const send = async (headers: Readonly<Record<string, string>>) => {
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    const event = authorizerEvent({ Host: ['api.bank.example:8443'], ...sent });
    const { identity, ...requestContext } = event.requestContext;
    const asked: AuthorizerEvent = {
      ...event,
      requestContext: {
        ...requestContext,
        domainName: 'api.bank.example',
        identity: { ...identity, ...(clientCert && { clientCert }) },
      },
    };
    const { policyDocument, context } = await authorize(asked);
    return { effect: policyDocument.Statement[0].Effect, context };
  };
  return { send, sessions };
}

const bearer = (accessToken: string) => ({ Authorization: `Bearer ${accessToken}` });
const dpop = (accessToken: string, sentProof: string) => ({ Authorization: `DPoP ${accessToken}`, DPoP: sentProof });

describe('an access token', () => {
  it('of the user pool names a user, with the scopes and roles that it carries', async () => {
    assert.deepEqual(await authorizer().send(bearer(await token())), {
      effect: 'Allow',
      context: {
        scheme: 'bearer',
        subject: 'u-1',
        client: 'app',
        scopes: 'bank/accounts.read openid',
        roles: 'customer',
        authTime: String(now - 100),
        issuedBy: 'users',
      },
    });
  });

  it('of another issuer never names a user of the pool, and gives no more than the issuer may give', async () => {
    const { effect, context } = await authorizer({ demands: { issuers: 'trusted' } }).send(
      bearer(await token({}, partnerClaims)),
    );
    const expected = { scheme: 'bearer', subject: `${partner}|u-1`, client: `${partner}|tpp`, issuedBy: 'others' };
    assert.deepEqual([effect, context], ['Allow', { ...expected, scopes: 'bank/rates.read', roles: 'partner' }]);
  });

  const refused: readonly (readonly [string, Case, () => Promise<Readonly<Record<string, string>>>, RegExp])[] = [
    [
      'of another issuer, where only the pool counts',
      {},
      async () => bearer(await token({}, partnerClaims)),
      /token"$/,
    ],
    [
      'of the pool, where only other issuers count',
      { demands: { issuers: 'others' } },
      async () => bearer(await token()),
      /token"$/,
    ],
    [
      'where the demand names issuers that nobody knows',
      { demands: { issuers: 'all' } },
      async () => bearer(await token()),
      /token"$/,
    ],
    ['of nobody that is trusted', {}, async () => bearer(await token({ iss: 'https://x.example' })), /token"$/],
    [
      'signed by the key of another issuer',
      {},
      async () => bearer(await token({}, ownClaims, keyOf(partner).privateKey)),
      /invalid_token/,
    ],
    [
      'for another API',
      { demands: { issuers: 'trusted' } },
      async () => bearer(await token({ aud: 'https://other.example' }, partnerClaims)),
      /invalid_token/,
    ],
    ['of another client', {}, async () => bearer(await token({ client_id: 'x' })), /invalid_token/],
    ['that is an ID token', {}, async () => bearer(await token({ token_use: 'id', aud: 'app' })), /invalid_token/],
    ['that has ended', {}, async () => bearer(await token({ exp: now })), /invalid_token/],
    [
      'of a client whose name is no name',
      { demands: { issuers: 'trusted' } },
      async () => bearer(await token({ client_id: ['tpp'] }, partnerClaims)),
      /invalid_token/,
    ],
    ['that is no token', {}, async () => bearer('a.b.c'), /invalid_token/],
    [
      'twice in one header',
      {},
      async () => bearer(`${await token()}, Bearer ${await token()}`),
      /^Bearer realm="bank"$/,
    ],
    ['under another scheme', {}, async () => ({ Authorization: `Token ${await token()}` }), /^Bearer realm="bank"$/],
    ['in no header', {}, async () => ({}), /^Bearer realm="bank"$/],
  ];
  for (const [what, options, headers, challenge] of refused) {
    it(`is refused ${what}`, async () => {
      const { effect, context } = await authorizer(options).send(await headers());
      assert.equal(effect, 'Deny');
      assert.match(context['challenge'] ?? '', challenge);
      assert.deepEqual(Object.keys(context), ['challenge']);
    });
  }

  it('does not become a refusal when the keys of its issuer cannot be loaded', async () => {
    const down = accessTokenScheme({ issuers, fetchKeys: () => Promise.reject(new Error('down')) });
    const event = authorizerEvent({ authorization: [`Bearer ${await token()}`] });
    await assert.rejects(createAuthorizer(down)(event), { message: 'down' });
  });
});

describe('a token that is bound to a key', () => {
  const bound = () => token({ cnf: { jkt } });
  const withProof = async (claims: object = {}) => {
    const accessToken = await bound();
    return dpop(accessToken, await proof(accessToken, claims));
  };

  it('is taken with a fresh proof of the key for this request', async () => {
    const { effect, context } = await authorizer({ demands: { boundTo: 'dpop' } }).send(await withProof());
    assert.equal(effect, 'Allow');
    assert.equal(context['boundTo'], 'dpop');
  });

  it('asks for a nonce by giving one, with which the next proof is taken', async () => {
    const { send } = authorizer({ demands: { boundTo: 'dpop' } });
    const { effect, context } = await send(await withProof({ nonce: undefined }));
    assert.equal(effect, 'Deny');
    assert.match(context['challenge'] ?? '', /^DPoP realm="bank", error="use_dpop_nonce", algs="[^"]*ES256[^"]*"$/);
    const nonce = context['dpopNonce'];
    assert.equal((await send(await withProof({ nonce }))).effect, 'Allow');
  });

  const refused: readonly (readonly [string, () => Promise<Readonly<Record<string, string>>>])[] = [
    ['as a bearer token', async () => bearer(await bound())],
    [
      'as a bearer token with a proof beside it',
      async () => ({ ...(await withProof()), Authorization: `Bearer ${await bound()}` }),
    ],
    ['without a proof', async () => ({ Authorization: `DPoP ${await bound()}` })],
    [
      'with the proof of another key',
      async () => {
        const accessToken = await bound();
        return dpop(accessToken, await proof(accessToken, {}, otherKey, otherJwk));
      },
    ],
    ['with a proof for another token', async () => dpop(await bound(), await proof(await token()))],
    ['with a proof for another method', () => withProof({ htm: 'POST' })],
    ['with a proof for another path', () => withProof({ htu: `${url}/x` })],
    ['with a proof for another host', () => withProof({ htu: url.replace('bank', 'evil') })],
    ['with an old proof', () => withProof({ iat: now - 61 })],
    ['with a proof of the future', () => withProof({ iat: now + 61 })],
    [
      'with a nonce of somebody else',
      () => withProof({ nonce: dpopNonces(createSecretKey('x'.repeat(32), 'utf8')).create(now) }),
    ],
    ['with a nonce that is too old', () => withProof({ nonce: nonces.create(now - 300) })],
  ];
  for (const [what, headers] of refused) {
    it(`is refused ${what}`, async () => {
      for (const boundTo of ['dpop', 'any', undefined]) {
        assert.equal((await authorizer({ demands: { boundTo } }).send(await headers())).effect, 'Deny');
      }
    });
  }

  it('is not hidden beside a bearer token that is bound to nothing', async () => {
    const unbound = await token();
    const headers = { Authorization: `Bearer ${unbound}`, DPoP: await proof(unbound) };
    assert.equal((await authorizer({}).send({ Authorization: `Bearer ${unbound}` })).effect, 'Allow');
    assert.equal((await authorizer({}).send(headers)).effect, 'Deny');
  });

  const hosts: Readonly<Record<string, (htu: string) => readonly [host: string, htu: string]>> = {
    'another host than the gateway took it for': () => ['api.evil.example', 'https://api.evil.example/live/rates'],
    'a path, so that a proof for that path fits': () => [
      'api.bank.example/live/transfers?',
      'https://api.bank.example/live/transfers',
    ],
    'a user': (htu) => ['nobody@api.bank.example:8443', htu],
    'the end of another host': () => ['api.bank.example.', 'https://api.bank.example./live/rates'],
  };
  for (const [what, hostFor] of Object.entries(hosts)) {
    it(`is refused where the Host header names ${what}`, async () => {
      const [Host, htu] = hostFor(url);
      const { effect } = await authorizer({ demands: { boundTo: 'dpop' } }).send({
        ...(await withProof({ htu })),
        Host,
      });
      assert.equal(effect, 'Deny');
    });
  }

  it('is taken however the host is spelled, with the usual port or without', async () => {
    for (const Host of ['API.bank.example', 'api.bank.example:443']) {
      const htu = 'https://api.bank.example/live/rates';
      const { effect } = await authorizer({ demands: { boundTo: 'dpop' } }).send({
        ...(await withProof({ htu })),
        Host,
      });
      assert.equal(effect, 'Allow', Host);
    }
  });

  it('is refused with a proof that was used', async () => {
    const { send } = authorizer({ demands: { boundTo: 'dpop' } });
    const headers = await withProof();
    assert.deepEqual([(await send(headers)).effect, (await send(headers)).effect], ['Allow', 'Deny']);
  });
});

describe('a token that is bound to a certificate', () => {
  const bound = () => token({ cnf: { 'x5t#S256': certificateThumbprint(clientCertificate) } });

  it('is taken over a connection with that certificate only', async () => {
    const demands = { boundTo: 'certificate' };
    const { effect, context } = await authorizer({ demands, certificate: clientCertificate }).send(
      bearer(await bound()),
    );
    assert.deepEqual([effect, context['boundTo']], ['Allow', 'certificate']);
    for (const certificate of [undefined, otherCertificate]) {
      const options = { demands, ...(certificate !== undefined && { certificate }) };
      assert.equal((await authorizer(options).send(bearer(await bound()))).effect, 'Deny');
    }
  });

  it('is refused over another connection even where nothing is demanded', async () => {
    assert.equal((await authorizer().send(bearer(await bound()))).effect, 'Deny');
  });

  it('is not what an endpoint demands that wants a proof, nor the other way round', async () => {
    const options = { demands: { boundTo: 'dpop' }, certificate: clientCertificate };
    assert.equal((await authorizer(options).send(bearer(await bound()))).effect, 'Deny');
    const accessToken = await token({ cnf: { jkt } });
    const sent = dpop(accessToken, await proof(accessToken));
    assert.equal((await authorizer({ demands: { boundTo: 'certificate' } }).send(sent)).effect, 'Deny');
  });

  it('and one that is bound to nothing are told apart: the second is refused where a binding is demanded', async () => {
    for (const boundTo of ['certificate', 'dpop', 'any']) {
      const options = { demands: { boundTo }, certificate: clientCertificate };
      assert.equal((await authorizer(options).send(bearer(await token()))).effect, 'Deny');
    }
  });

  it('is refused when it says that it is bound, and not to what', async () => {
    for (const cnf of [{}, []]) {
      assert.equal((await authorizer().send(bearer(await token({ cnf })))).effect, 'Deny');
    }
  });

  it('is refused when it is bound in a way that nobody knows', async () => {
    const unknown = await token({ cnf: { 'x5t#S256': certificateThumbprint(clientCertificate), y: '1' } });
    assert.equal((await authorizer({ certificate: clientCertificate }).send(bearer(unknown))).effect, 'Deny');
  });
});

describe('an endpoint that demands assurance', () => {
  const demands = { assurance: { acrValues: ['loa:2', 'loa:3'], maxAgeSeconds: 300 } };

  it('takes a token of a strong and recent authentication', async () => {
    const sent = bearer(await token({ acr: 'loa:3', auth_time: now - 300 }));
    const { effect, context } = await authorizer({ demands }).send(sent);
    assert.deepEqual([effect, context['acr'], context['authTime']], ['Allow', 'loa:3', String(now - 300)]);
  });

  const weak = {
    'a weaker one': { acr: 'loa:1' },
    'none that is named': { acr: undefined },
    'one that is too old': { auth_time: now - 301 },
    'one at no time': { auth_time: undefined },
    'one that is still to come': { auth_time: now + 61 },
    'one at a time that is no number': { auth_time: String(now) },
    'two at once': { acr: 'loa:2 loa:3' },
  };
  for (const [what, claims] of Object.entries(weak)) {
    it(`asks to step up after ${what}`, async () => {
      const { effect, context } = await authorizer({ demands }).send(bearer(await token({ acr: 'loa:2', ...claims })));
      const parameters = 'error="insufficient_user_authentication", acr_values="loa:2 loa:3", max_age="300"';
      assert.deepEqual([effect, context['challenge']], ['Deny', `Bearer realm="bank", ${parameters}`]);
    });
  }
});

describe('an endpoint that demands freshness', () => {
  const demands = { fresh: true };

  it('lets a session in that goes on, and says so', async () => {
    const { send, sessions } = authorizer({ demands });
    const { effect, context } = await send(bearer(await token()));
    assert.deepEqual([effect, context['fresh']], ['Allow', 'true']);
    const session = { subject: 'u-1', sessionId: 's-1', issuedAtSeconds: now - 50, startedAtSeconds: now - 100 };
    assert.deepEqual(sessions, [{ ...session, nowSeconds: now }]);
  });

  it('refuses a session that ended, and a token that belongs to none', async () => {
    for (const verdict of ['was signed out', 'was ended', 'was idle too long', 'is too old'] as const) {
      assert.equal((await authorizer({ demands, verdict }).send(bearer(await token()))).effect, 'Deny');
    }
    const sent = bearer(await token({ origin_jti: undefined, jti: undefined }));
    assert.equal((await authorizer({ demands }).send(sent)).effect, 'Deny');
  });

  it('is the only one that asks', async () => {
    const { send, sessions } = authorizer();
    const { context } = await send(bearer(await token()));
    assert.deepEqual([context['fresh'], sessions], [undefined, []]);
  });
});
