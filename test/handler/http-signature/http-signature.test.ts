import assert from 'node:assert/strict';
import { createHmac, createPublicKey, createSecretKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import { checkHttpSignature, type SigningKey } from '../../../lib/handler/http-signature/check-http-signature.ts';
import type { HttpMessage } from '../../../lib/handler/http-signature/http-message.ts';
import { verifySignature } from '../../../lib/handler/http-signature/signature-algorithms.ts';
import { toSignatureBase } from '../../../lib/handler/http-signature/signature-base.ts';
import { parseSignatures } from '../../../lib/handler/http-signature/signature-input.ts';

/** The request of RFC 9421 §B.2. */
const rfcMessage: HttpMessage = {
  method: 'POST',
  authority: 'example.com',
  path: '/foo',
  query: new Map([
    ['param', ['Value']],
    ['Pet', ['dog']],
  ]),
  headers: new Map([
    ['host', ['example.com']],
    ['date', ['Tue, 20 Apr 2021 02:07:55 GMT']],
    ['content-type', ['application/json']],
    ['content-length', ['18']],
  ]),
};

describe('the examples of RFC 9421', () => {
  const verifyExample = (input: string, signature: string, key: KeyObject, algorithm: 'ed25519' | 'hmac-sha256') => {
    const [given] = parseSignatures(input, signature) ?? [];
    assert.ok(given);
    const base = toSignatureBase(rfcMessage, given);
    assert.ok(base !== undefined);
    return verifySignature({ key, algorithm }, base, given.signature);
  };

  it('verifies §B.2.6, Ed25519', () => {
    const key = createPublicKey({
      key: Buffer.from('MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=', 'base64'),
      format: 'der',
      type: 'spki',
    });
    const input =
      'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
    const signature =
      'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:';
    assert.equal(verifyExample(input, signature, key, 'ed25519'), true);
    assert.equal(verifyExample(input.replace('"date" ', ''), signature, key, 'ed25519'), false);
  });

  it('verifies §B.2.4, ECDSA on P-256, of an answer', () => {
    const key = createPublicKey({
      key: Buffer.from(
        'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==',
        'base64',
      ),
      format: 'der',
      type: 'spki',
    });
    const base = [
      '"@status": 200',
      '"content-type": application/json',
      '"content-digest": sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:',
      '"content-length": 23',
      '"@signature-params": ("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
    ].join('\n');
    const signature = Buffer.from(
      'wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==',
      'base64',
    );
    assert.equal(verifySignature({ key, algorithm: 'ecdsa-p256-sha256' }, base, signature), true);
    assert.equal(
      verifySignature({ key, algorithm: 'ecdsa-p256-sha256' }, base.replace('200', '201'), signature),
      false,
    );
    assert.equal(verifySignature({ key, algorithm: 'ed25519' }, base, signature), false);
  });

  it('verifies §B.2.5, HMAC', () => {
    const key = createSecretKey(
      Buffer.from('uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==', 'base64'),
    );
    const input = 'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"';
    assert.equal(
      verifyExample(input, 'sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:', key, 'hmac-sha256'),
      true,
    );
  });
});

const now = 1_800_000_000;
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed25519 = generateKeyPairSync('ed25519');
const secret = createSecretKey(Buffer.alloc(32, 1));
const keys: ReadonlyMap<string, SigningKey<string>> = new Map([
  ['p256', { caller: 'partner', algorithm: 'ecdsa-p256-sha256', key: p256.publicKey }],
  ['ed25519', { caller: 'partner', algorithm: 'ed25519', key: ed25519.publicKey }],
  ['hmac', { caller: 'partner', algorithm: 'hmac-sha256', key: secret }],
]);

const signers: Readonly<Record<string, (base: string) => Buffer>> = {
  p256: (base) => sign('sha256', Buffer.from(base), { key: p256.privateKey, dsaEncoding: 'ieee-p1363' }),
  ed25519: (base) => sign(null, Buffer.from(base), ed25519.privateKey),
  hmac: (base) => createHmac('sha256', secret).update(base).digest(),
};

const message: HttpMessage = {
  method: 'POST',
  authority: 'api.bank.example',
  path: '/transfers',
  query: new Map([['dry run', ['a&b']]]),
  headers: new Map([
    ['content-digest', ['sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:']],
    ['x-api-key', ['k']],
  ]),
};
const covered = '"@method" "@authority" "@path" "@query-param";name="dry%20run" "content-digest" "x-api-key"';
const parameters = { created: `${now}`, keyid: '"ed25519"', nonce: '"0123456789abcdef"', tag: '"bank-v1"' };

interface Change {
  readonly components?: string;
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly signer?: string;
  /** Of the message, after it was signed. */
  readonly headers?: readonly (readonly [string, readonly string[]])[];
  readonly message?: Partial<HttpMessage>;
}

const signed = ({ components = covered, signer = 'ed25519', ...change }: Change = {}): HttpMessage => {
  const all = Object.entries({ ...parameters, ...change.parameters }).filter(([, value]) => value !== undefined);
  const input = `(${components})${all.map(([name, value]) => `;${name}=${value}`).join('')}`;
  // Written by hand, so that the test does not sign what the code under test makes of a message.
  const values: Readonly<Record<string, string>> = {
    '"@method"': 'POST',
    '"@authority"': 'api.bank.example',
    '"@path"': '/transfers',
    '"@query-param";name="dry%20run"': 'a%26b',
    '"content-digest"': 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
    '"x-api-key"': 'k',
  };
  const names = components.match(/"[^"]+"(?:;name="[^"]+")?/g) ?? [];
  const base = [...names.map((name) => `${name}: ${values[name]}`), `"@signature-params": ${input}`].join('\n');
  const headers = new Map([
    ...message.headers,
    ['signature-input', [`sig1=${input}`]] as const,
    ['signature', [`sig1=:${signers[signer]?.(base).toString('base64')}:`]] as const,
    ...(change.headers ?? []),
  ]);
  return { ...message, headers, ...change.message };
};

const optionsOnce = () => {
  const seen = new Set<string>();
  return {
    tag: 'bank-v1',
    load: async (keyId: string) => keys.get(keyId),
    takeNonce: async (keyId: string, nonce: string) => seen.size < seen.add(`${keyId} ${nonce}`).size,
  };
};

const check = (request: HttpMessage, nowSeconds = now, options = optionsOnce()) =>
  checkHttpSignature({ message: request, hasBody: true, nowSeconds }, options);

describe('a signed request', () => {
  for (const keyId of keys.keys()) {
    it(`is taken when ${keyId} signed it`, async () => {
      const request = signed({ signer: keyId, parameters: { keyid: `"${keyId}"` } });
      assert.deepEqual(await check(request), { kind: 'authenticated', caller: 'partner', keyId });
    });
  }

  const stale = now + 300;
  const refusals: readonly (readonly [string, HttpMessage, string, number?])[] = [
    ['no signature', message, 'missing'],
    ['a signature for another API', signed({ parameters: { tag: '"other"' } }), 'missing'],
    ['no nonce', signed({ parameters: { nonce: undefined } }), 'parameters'],
    ['a short nonce', signed({ parameters: { nonce: '"abc"' } }), 'parameters'],
    ['no time', signed({ parameters: { created: undefined } }), 'parameters'],
    ['no key id', signed({ parameters: { keyid: undefined } }), 'parameters'],
    ['a parameter nobody knows', signed({ parameters: { level: '1' } }), 'malformed'],
    ['a time that is a text', signed({ parameters: { created: `"${now}"` } }), 'malformed'],
    ['an old signature', signed(), 'time', stale],
    ['a signature of the future', signed({ parameters: { created: `${now + 6}` } }), 'time'],
    ['one that has expired', signed({ parameters: { expires: `${now}` } }), 'time'],
    ['an unknown key', signed({ parameters: { keyid: '"other"' } }), 'unknown-key'],
    ['another algorithm than the key is for', signed({ parameters: { alg: '"hmac-sha256"' } }), 'algorithm'],
    ['a signature of another key', signed({ signer: 'p256' }), 'signature'],
    ['another method', signed({ message: { method: 'PUT' } }), 'signature'],
    ['another host', signed({ message: { authority: 'evil.example' } }), 'signature'],
    ['another path', signed({ message: { path: '/payees' } }), 'signature'],
    ['another parameter', signed({ message: { query: new Map([['dry run', ['c']]]) } }), 'signature'],
    ['a parameter that comes twice', signed({ message: { query: new Map([['dry run', ['a&b', 'c']]]) } }), 'signature'],
    ['one parameter more', signed({ message: { query: new Map([...message.query, ['x', ['']]]) } }), 'coverage'],
    ['a header that steers and is not covered', signed({ headers: [['if-match', ['"1"']]] }), 'coverage'],
    ['a component twice', signed({ components: `${covered} "x-api-key"` }), 'signature'],
    ['a component that the request has not', signed({ components: `${covered} "date"` }), 'signature'],
    ['a header in another form', signed({ components: covered.replace('"x-api-key"', '"x-api-key";bs') }), 'signature'],
    ...['@method', '@authority', '@path', 'content-digest', 'x-api-key'].map(
      (name) => [`no ${name}`, signed({ components: covered.replace(`"${name}"`, '"@scheme"') }), 'coverage'] as const,
    ),
    ['two lines of Signature-Input', signed({ headers: [['signature-input', ['a=()', 'b=()']]] }), 'ambiguous'],
    ['a label without a signature', signed({ headers: [['signature', ['sig2=:AAAA:']]] }), 'malformed'],
    ['a signature that is no bytes', signed({ headers: [['signature', ['sig1="AAAA"']]] }), 'malformed'],
    ['headers that are no dictionary', signed({ headers: [['signature-input', ['sig1=(']]] }), 'malformed'],
  ];
  for (const [what, request, fault, nowSeconds] of refusals) {
    it(`is refused with ${what}`, async () =>
      assert.deepEqual(await check(request, nowSeconds), { kind: 'refused', fault }));
  }

  it('is refused when two signatures claim to be meant for this API', async () => {
    const one = signed();
    const double = (name: string) => {
      const [line = ''] = one.headers.get(name) ?? [];
      return [`${line}, ${line.replace('sig1', 'sig2')}`];
    };
    const headers = new Map([
      ...one.headers,
      ['signature', double('signature')],
      ['signature-input', double('signature-input')],
    ]);
    assert.deepEqual(await check({ ...one, headers }), { kind: 'refused', fault: 'ambiguous' });
  });

  it('is taken once', async () => {
    const options = optionsOnce();
    const request = signed();
    assert.equal((await check(request, now, options)).kind, 'authenticated');
    assert.deepEqual(await check(request, now, options), { kind: 'refused', fault: 'replayed' });
  });

  it('is refused when the signature of P-256 is DER', async () => {
    const key = { algorithm: 'ecdsa-p256-sha256', key: p256.publicKey } as const;
    assert.equal(verifySignature(key, 'base', sign('sha256', Buffer.from('base'), p256.privateKey)), false);
  });

  it('takes no key for an algorithm that it was not made for', () => {
    const publicPem = Buffer.from(ed25519.publicKey.export({ type: 'spki', format: 'pem' }));
    const confused = { algorithm: 'ed25519', key: createSecretKey(publicPem) } as const;
    assert.equal(verifySignature(confused, 'base', createHmac('sha256', publicPem).update('base').digest()), false);
    const short = { algorithm: 'hmac-sha256', key: createSecretKey(Buffer.alloc(16)) } as const;
    assert.equal(verifySignature(short, 'base', createHmac('sha256', short.key).update('base').digest()), false);
  });
});
