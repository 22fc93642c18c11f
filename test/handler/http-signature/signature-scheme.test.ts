import assert from 'node:assert/strict';
import { createHmac, createSecretKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, it, mock } from 'node:test';
import {
  type AuthorizerEvent,
  type CredentialTerms,
  createAuthorizer,
  newSigningKeyId,
  newSigningSecret,
  parseSigningKey,
  type SignatureAlgorithm,
  signatureScheme,
} from '../../../lib/handler/index.ts';
import { authorizerEvent } from '../support/authorizer-event.ts';

process.env['POWERTOOLS_SERVICE_NAME'] = 'bank';
mock.method(console, 'log', () => {});
const now = 1_800_000_000;
const ed25519 = generateKeyPairSync('ed25519');
const secret = newSigningSecret();
const [edId, hmacId] = [newSigningKeyId(), newSigningKeyId()];
const keys: ReadonlyMap<string, { readonly algorithm: SignatureAlgorithm; readonly key: KeyObject }> = new Map([
  [edId, { algorithm: 'ed25519', key: ed25519.publicKey }],
  [hmacId, { algorithm: 'hmac-sha256', key: createSecretKey(secret) }],
]);
const signers: ReadonlyMap<string, (base: string) => Buffer> = new Map([
  [edId, (base: string) => sign(null, Buffer.from(base), ed25519.privateKey)],
  [hmacId, (base: string) => createHmac('sha256', secret).update(base).digest()],
]);

const terms: CredentialTerms = {
  client: 'org_acme',
  scopes: ['bank/payment-orders.write'],
  roles: ['initiator'],
  status: 'active',
  expiresAtSeconds: 2_000_000_000,
  allowedCidrs: [],
  allowedMethods: [],
};

function setup(changes: Partial<CredentialTerms> = {}) {
  const asked: string[] = [];
  const claimed = new Set<string>();
  const authorize = createAuthorizer(
    signatureScheme({
      async load(keyId) {
        asked.push(keyId);
        const found = keys.get(keyId);
        return found && { ...found, terms: { ...terms, ...changes } };
      },
      claim: async (key) => claimed.size < claimed.add(key).size,
      meteringKey: async () => 'metering',
      nowSeconds: () => now,
    }),
  );
  return { authorize, asked };
}

const digestOfBody = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:';
const host = 'abc123.execute-api.eu-central-1.amazonaws.com';
const all = ['@method', '@authority', '@path', 'content-digest'];
let nonces = 0;

/** A signed `POST /rates`, written by hand. */
function signed({ keyId = edId, components = all, authority = host, nonce = '' } = {}): AuthorizerEvent {
  nonces += 1;
  const values: Readonly<Record<string, string>> = {
    '@method': 'POST',
    '@authority': authority,
    '@path': '/live/rates',
    '@target-uri': `https://${authority}/live/rates`,
    'content-digest': digestOfBody,
  };
  const once = nonce || String(nonces).padStart(16, '0');
  const list = components.map((name) => `"${name}"`).join(' ');
  const parameters = `(${list});created=${now};keyid="${keyId}";nonce="${once}";tag="bank"`;
  const lines = components.map((name) => `"${name}": ${values[name]}`);
  const signature = signers.get(keyId)?.([...lines, `"@signature-params": ${parameters}`].join('\n'));
  return authorizerEvent(
    {
      Host: [authority],
      'Content-Digest': [digestOfBody],
      'Signature-Input': [`sig=${parameters}`],
      Signature: [`sig=:${signature?.toString('base64') ?? 'AAAA'}:`],
    },
    { httpMethod: 'POST', methodArn: 'arn:aws:execute-api:eu-central-1:123456789012:abc123/live/POST/rates' },
  );
}

const effectOf = ({ policyDocument }: Awaited<ReturnType<ReturnType<typeof createAuthorizer>>>) =>
  policyDocument.Statement[0].Effect;

describe('the signature scheme', () => {
  for (const keyId of [edId, hmacId]) {
    it(`lets in who signs with ${keys.get(keyId)?.algorithm}, in the name of the organisation`, async () => {
      const { authorize } = setup();
      const { principalId, context, usageIdentifierKey } = await authorize(signed({ keyId }));
      assert.deepEqual([principalId, usageIdentifierKey], [keyId, 'metering']);
      assert.deepEqual(context, {
        scheme: 'signature',
        subject: keyId,
        client: 'org_acme',
        scopes: 'bank/payment-orders.write',
        roles: 'initiator',
      });
    });
  }

  it('takes @target-uri in the place of authority and path', async () => {
    const { authorize } = setup();
    const event = signed({ components: ['@method', '@target-uri', 'content-digest'] });
    assert.equal(effectOf(await authorize(event)), 'Allow');
    const query = { ...event, multiValueQueryStringParameters: { base: ['EUR'] } };
    assert.equal(effectOf(await authorize(query)), 'Deny');
  });

  it('takes a nonce once', async () => {
    const { authorize } = setup();
    const nonce = 'n'.repeat(16);
    assert.equal(effectOf(await authorize(signed({ nonce }))), 'Allow');
    assert.equal(effectOf(await authorize(signed({ nonce }))), 'Deny');
  });

  it('wants the digest of a body covered, though it sees no body', async () => {
    const { authorize } = setup();
    const event = signed({ components: ['@method', '@authority', '@path'] });
    const { 'Content-Digest': _, ...without } = event.multiValueHeaders ?? {};
    assert.equal(effectOf(await authorize(event)), 'Deny');
    assert.equal(effectOf(await authorize({ ...event, multiValueHeaders: without })), 'Deny');
  });

  it('refuses a host that the gateway did not take the request for, with whatever port', async () => {
    const { authorize } = setup();
    assert.equal(effectOf(await authorize(signed({ authority: `${host}:8443` }))), 'Allow');
    for (const authority of ['evil.example', `${host}.evil.example`, `${host}:8443:1`]) {
      assert.equal(effectOf(await authorize(signed({ authority }))), 'Deny', authority);
    }
  });

  it('asks the store for no key id that it never made', async () => {
    const { authorize, asked } = setup();
    await authorize(signed({ keyId: 'admin' }));
    assert.deepEqual(asked, []);
  });

  it('says by its challenge what it wants', async () => {
    const { authorize } = setup();
    assert.equal((await authorize(authorizerEvent())).context['challenge'], 'Signature realm="bank", tag="bank"');
  });

  for (const [what, changes] of [
    ['is revoked', { status: 'revoked' }],
    ['has expired', { expiresAtSeconds: now }],
    ['is for other addresses', { allowedCidrs: ['203.0.113.0/24'] }],
    ['is for other methods', { allowedMethods: ['GET'] }],
  ] as const) {
    it(`refuses a key that ${what}`, async () => {
      assert.equal(effectOf(await setup(changes).authorize(signed())), 'Deny');
    });
  }
});

describe('a key that is to be registered', () => {
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // The members that the kinds of keys have, as Node writes them.
  const jwk = (key: KeyObject) => key.export({ format: 'jwk' }) as Parameters<typeof parseSigningKey>[0];
  const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

  it('is read as PEM and as JWK', () => {
    for (const form of [pem, jwk]) {
      assert.ok(parseSigningKey(form(p256.publicKey), 'ecdsa-p256-sha256')?.equals(p256.publicKey));
      assert.ok(parseSigningKey(form(ed25519.publicKey), 'ed25519')?.equals(ed25519.publicKey));
    }
  });

  it('is refused for an algorithm that it was not made for, and when it is none', () => {
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;
    assert.equal(parseSigningKey(pem(p256.publicKey), 'ed25519'), undefined);
    assert.equal(parseSigningKey(pem(p384), 'ecdsa-p256-sha256'), undefined);
    assert.equal(parseSigningKey(pem(ed25519.publicKey), 'hmac-sha256'), undefined);
    assert.equal(parseSigningKey('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'ed25519'), undefined);
    assert.equal(parseSigningKey({ kty: 'OKP', crv: 'Ed25519', x: 'A' }, 'ed25519'), undefined);
  });
});
