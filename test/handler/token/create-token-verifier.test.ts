import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { exportJWK, SignJWT } from 'jose';
import { createTokenVerifier, type TokenAlgorithm, type TokenFault, TokenRefused } from '../../../lib/handler/index.ts';

const issuer = 'https://issuer.example.com/pool';
const other = 'https://other.example.com/pool';
const startMillis = Date.parse('2026-11-22T10:00:00Z');
const startSeconds = startMillis / 1_000;

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });
const [own, foreign, next] = [rsa(), rsa(), rsa()];
const short = generateKeyPairSync('rsa', { modulusLength: 1_024 });

const jwk = async (key: KeyObject, kid: string, extra: object = {}) => ({ ...(await exportJWK(key)), kid, ...extra });

const published = new Map<string, object[]>([
  [issuer, [await jwk(own.publicKey, 'k1'), await jwk(short.publicKey, 'short'), { kty: 'RSA', kid: 'broken', n: 7 }]],
  [other, [await jwk(foreign.publicKey, 'k1'), await jwk(next.publicKey, 'enc', { use: 'enc' })]],
]);

function verifier(overrides: { readonly scopes?: readonly string[] } = {}) {
  const clock = { millis: startMillis };
  const asked: string[] = [];
  const { verify } = createTokenVerifier({
    issuers: [
      { issuer, clientIds: ['app', 'cli'], ...overrides },
      { issuer: other, clientIds: ['app'] },
    ],
    now: () => clock.millis,
    fetchKeys: async ({ href }) => {
      asked.push(href);
      return { keys: published.get(href.replace('/.well-known/jwks.json', '')) };
    },
  });
  return { verify, clock, asked };
}

const soundClaims = {
  iss: issuer,
  sub: 'u-1',
  client_id: 'app',
  token_use: 'access',
  scope: 'bank/read openid',
  iat: startSeconds,
  exp: startSeconds + 3_600,
};

const token = (claims: object = {}, header: object = {}, key: KeyObject = own.privateKey) =>
  new SignJWT({ ...soundClaims, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(key);

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token signed over whatever header and claims, where jose would refuse to make it. */
const forged = (header: unknown, claims: unknown = soundClaims) => {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), own.privateKey).toString('base64url')}`;
};

const refusedFor = (fault: TokenFault) => (error: unknown) => {
  assert.ok(error instanceof TokenRefused, String(error));
  assert.equal(error.fault, fault);
  return true;
};

describe('createTokenVerifier', () => {
  it('gives the claims of a token that an issuer signed for one of our clients', async () => {
    const { verify, asked } = verifier();
    assert.equal((await verify(await token())).sub, 'u-1');
    for (const typ of ['at+jwt', 'application/at+jwt']) {
      assert.equal((await verify(await token({ client_id: 'cli' }, { typ })))['client_id'], 'cli');
    }
    assert.deepEqual(asked, [`${issuer}/.well-known/jwks.json`]);
  });

  const refused: Readonly<Record<string, readonly [TokenFault, () => string | Promise<string>]>> = {
    'no token': ['malformed', () => ''],
    'two parts': ['malformed', () => 'a.b'],
    'claims that are no object': ['malformed', () => forged({ alg: 'RS256', kid: 'k1' }, [1])],
    'a token longer than any': ['malformed', () => token({ padding: 'x'.repeat(8_192) })],
    'a signature that is not canonical base64url': ['malformed', async () => `${await token()}=`],
    'alg none': ['algorithm', () => `${encode({ alg: 'none', kid: 'k1' })}.${encode(soundClaims)}.`],
    'an HMAC keyed with the public key': ['algorithm', () => hmacToken()],
    'another algorithm of RSA': ['algorithm', () => token({}, { alg: 'RS512' })],
    'a critical header': ['critical-header', () => forged({ alg: 'RS256', kid: 'k1', crit: ['exp'] })],
    'a token that says it is something else': ['type', () => token({}, { typ: 'dpop+jwt' })],
    'a token without key id': ['unknown-key', () => forged({ alg: 'RS256' })],
    'an issuer that is not trusted': ['issuer', () => token({ iss: `${issuer}/` })],
    'a key that nobody published': ['unknown-key', () => token({}, { kid: 'k9' })],
    'a key that is too short': ['unknown-key', () => token({}, { kid: 'short' })],
    'a key published for encryption': ['unknown-key', () => token({ iss: other }, { kid: 'enc' }, next.privateKey)],
    'a key of another trusted issuer': ['signature', () => token({}, {}, foreign.privateKey)],
    'a token without an end': ['expired', () => token({ exp: undefined })],
    'an end that is text': [
      'expired',
      () => forged({ alg: 'RS256', kid: 'k1' }, { ...soundClaims, exp: '9999999999' }),
    ],
    'a token that ends now': ['expired', () => token({ exp: startSeconds })],
    'a token from the future': ['not-yet-valid', () => token({ iat: startSeconds + 61 })],
    'a token that is not valid yet': ['not-yet-valid', () => token({ nbf: startSeconds + 61 })],
    'an ID token': ['token-use', () => token({ token_use: 'id' })],
    'a client of somebody else': ['client', () => token({ client_id: 'theirs' })],
    'a token without subject': ['subject', () => token({ sub: '' })],
    'a subject that would end its text in a log': ['subject', () => token({ sub: 'u","status":"200' })],
    'a subject of more than one line': ['subject', () => token({ sub: 'u-1\nu-2' })],
    'a subject that looks like another one': ['subject', () => token({ sub: 'u\u2010' + '1' })],
    'a subject longer than any (OpenID Connect Core §2)': ['subject', () => token({ sub: 'u'.repeat(256) })],
  };
  for (const [name, [fault, make]] of Object.entries(refused)) {
    it(`refuses ${name}`, async () => {
      const { verify } = verifier();
      await assert.rejects(verify(await make()), refusedFor(fault));
    });
  }

  it('asks for one of the scopes where some are named, and for whole names', async () => {
    const { verify } = verifier({ scopes: ['bank/read', 'bank/write'] });
    assert.ok(await verify(await token()));
    await assert.rejects(verify(await token({ scope: 'bank/reader openid' })), refusedFor('scope'));
    await assert.rejects(verify(await token({ scope: ['bank/read'] })), refusedFor('scope'));
  });

  describe('of an issuer with other algorithms', () => {
    const pss = rsa();
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const edwards = generateKeyPairSync('ed25519');
    const third = 'https://third.example.com';
    const verifierOf = (algorithms: readonly [TokenAlgorithm, ...TokenAlgorithm[]]) =>
      createTokenVerifier({
        issuers: [{ issuer: third, algorithms, audiences: ['https://api.bank.example'], tokenUse: 'unnamed' }],
        now: () => startMillis,
        fetchKeys: async () => ({
          keys: [
            await jwk(pss.publicKey, 'ps', { alg: 'PS256' }),
            await jwk(own.publicKey, 'any'),
            await jwk(curve.publicKey, 'es'),
            await jwk(edwards.publicKey, 'ed'),
          ],
        }),
      });
    const foreignToken = (alg: string, kid: string, key: KeyObject, claims: object = {}) =>
      token({ iss: third, aud: 'https://api.bank.example', token_use: undefined, ...claims }, { alg, kid }, key);
    const keys = {
      PS256: ['ps', pss.privateKey],
      ES256: ['es', curve.privateKey],
      EdDSA: ['ed', edwards.privateKey],
      RS256: ['any', own.privateKey],
    } as const satisfies Record<TokenAlgorithm, readonly [string, KeyObject]>;

    for (const [algorithm, [kid, key]] of Object.entries(keys) as [TokenAlgorithm, readonly [string, KeyObject]][]) {
      it(`takes ${algorithm} where it was named, and nowhere else`, async () => {
        const given = await foreignToken(algorithm, kid, key);
        assert.equal((await verifierOf([algorithm]).verify(given)).sub, 'u-1');
        const another = algorithm === 'RS256' ? 'ES256' : 'RS256';
        await assert.rejects(verifierOf([another]).verify(given), refusedFor('algorithm'));
        const cut = `${given.slice(0, given.lastIndexOf('.') + 1)}${'A'.repeat(86)}`;
        await assert.rejects(verifierOf([algorithm]).verify(cut), refusedFor('signature'));
      });
    }

    it('takes a key for the algorithm that it names alone, and one that names none for those of its kind', async () => {
      const { verify } = verifierOf(['RS256', 'PS256']);
      await assert.rejects(verify(await foreignToken('RS256', 'ps', pss.privateKey)), refusedFor('unknown-key'));
      assert.ok(await verify(await foreignToken('PS256', 'any', own.privateKey)));
      assert.ok(await verify(await foreignToken('RS256', 'any', own.privateKey)));
    });

    it('takes a token for one of the audiences, whichever others it is for', async () => {
      const { verify } = verifierOf(['RS256']);
      const tokenFor = (aud: unknown) => foreignToken('RS256', 'any', own.privateKey, { aud });
      assert.ok(await verify(await tokenFor(['https://other.example', 'https://api.bank.example'])));
      for (const aud of [undefined, [], 'https://api.bank.example/', { 0: 'https://api.bank.example' }]) {
        await assert.rejects(verify(await tokenFor(aud)), refusedFor('audience'));
      }
    });

    it('takes no token that says what it is for where the issuer has no such claim', async () => {
      const idToken = await foreignToken('RS256', 'any', own.privateKey, { token_use: 'id' });
      await assert.rejects(verifierOf(['RS256']).verify(idToken), refusedFor('token-use'));
    });

    it('is not made for an issuer whose tokens could be meant for anybody', () => {
      assert.throws(() => createTokenVerifier({ issuers: [{ issuer: third }] }), /clients or the audiences/);
    });
  });

  it('refuses a token in which any one character was changed', async () => {
    const { verify } = verifier();
    const sound = await token();
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.stringMatching(/^[\w-]$/), async (at, character) => {
        fc.pre(sound[at] !== character);
        await assert.rejects(verify(`${sound.slice(0, at)}${character}${sound.slice(at + 1)}`), TokenRefused);
      }),
      { numRuns: 60 },
    );
  });

  it('never says anything but a fault about any text', async () => {
    const { verify } = verifier();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.stringMatching(/^[\w-]{1,30}(\.[\w-]{1,30}){1,3}$/)), async (text) => {
        await assert.rejects(verify(text), (error) => error instanceof TokenRefused && !error.message.includes('.'));
      }),
    );
  });

  it('asks the issuer for unknown keys at most every ten seconds, and finds a new key then', async () => {
    const { verify, clock, asked } = verifier();
    await verify(await token());
    const rotated = await token({}, { kid: 'k2' }, next.privateKey);
    for (const kid of ['x', 'y', 'z'])
      await assert.rejects(verify(await token({}, { kid })), refusedFor('unknown-key'));
    assert.equal(asked.length, 1);
    published.set(issuer, [await jwk(next.publicKey, 'k2')]);
    clock.millis += 10_000;
    assert.ok(await verify(rotated));
    assert.equal(asked.length, 2);
    await assert.rejects(verify(await token()), refusedFor('unknown-key'));
    published.set(issuer, [await jwk(own.publicKey, 'k1')]);
  });

  it('forgets keys after an hour, so that a withdrawn one ends', async () => {
    const { verify, clock } = verifier();
    await verify(await token());
    published.set(issuer, []);
    clock.millis += 59 * 60_000;
    assert.ok(await verify(await token()));
    clock.millis += 60_000;
    await assert.rejects(verify(await token({ exp: startSeconds + 9_999 })), refusedFor('unknown-key'));
    published.set(issuer, [await jwk(own.publicKey, 'k1')]);
  });

  it('never calls a token bad because its issuer is down: not the first, and none until it is asked again', async () => {
    const clock = { millis: startMillis };
    const answers: (() => unknown)[] = [() => assert.fail('down'), () => ({ error: 'no keys' })];
    const keys = { keys: [await jwk(own.publicKey, 'k1')] };
    const asked: number[] = [];
    const { verify } = createTokenVerifier({
      issuers: [{ issuer, clientIds: ['app'] }],
      now: () => clock.millis,
      fetchKeys: async () => {
        asked.push(clock.millis);
        return (answers.shift() ?? (() => keys))();
      },
    });
    const given = await token({ exp: startSeconds + 9_999 });
    const isNobodysFault = (error: unknown) => error instanceof Error && !(error instanceof TokenRefused);
    for (const _ of ['down', 'a moment later']) await assert.rejects(verify(given), isNobodysFault);
    clock.millis += 10_000;
    for (const _ of ['no key set', 'a moment later']) await assert.rejects(verify(given), isNobodysFault);
    assert.equal(asked.length, 2);
    clock.millis += 10_000;
    assert.ok(await verify(given));
    answers.push(() => assert.fail('down'));
    clock.millis += 10_000;
    await assert.rejects(verify(await token({}, { kid: 'x' })), isNobodysFault, 'a key that could be new');
    assert.ok(await verify(given), 'keys at hand serve on');
  });

  it('loads the keys once for many tokens at once', async () => {
    const { verify, asked } = verifier();
    await Promise.all(Array.from({ length: 20 }, async () => verify(await token())));
    assert.equal(asked.length, 1);
  });
});

function hmacToken(): string {
  const signed = `${encode({ alg: 'HS256', kid: 'k1' })}.${encode(soundClaims)}`;
  const secret = own.publicKey.export({ type: 'spki', format: 'pem' });
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
