import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { generateApiKey, redact } from '../../../lib/handler/index.ts';
import { passesLuhn, redactCardNumbers } from '../../../lib/handler/redaction/card-numbers.ts';
import { redactEvery, redactText } from '../../../lib/handler/redaction/redact-text.ts';

const written = (value: unknown): string => JSON.stringify(value, redact);

const jwt = fc
  .tuple(fc.string(), fc.string(), fc.string())
  .map(([sub, extra, signature]) =>
    [{ alg: 'RS256', kid: extra }, { sub }, signature]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.'),
  );
const card = fc
  .tuple(fc.constantFrom('4', '51', '2221', '37', '6011'), fc.stringMatching(/^\d{11,14}$/))
  .map(([issuer, rest]) => withCheckDigit(issuer + rest));
const secret = fc.oneof(
  jwt,
  fc.constantFrom('live' as const, 'test' as const).map((kind) => generateApiKey(kind).key),
  card,
  fc.string({ unit: fc.constantFrom(...'abcXYZ019'), minLength: 16, maxLength: 16 }).map((text) => `Bearer q${text}`),
);
/** What a careless line might put around a secret. */
const around = fc.constantFrom(
  '#',
  'token #',
  '<#>',
  'a\n#\nb',
  '{"x":"#"}',
  '(see: #)',
  'https://api.example/?q=#&r=1',
);

describe('no secret is written', () => {
  it('wherever it stands in a value', () => {
    fc.assert(
      fc.property(secret, around, fc.jsonValue({ maxDepth: 2 }), (hidden, text, other) => {
        const line = text.replace('#', () => hidden);
        const lines = written([
          line,
          { deep: [{ deeper: line }, other] },
          { [line]: 1 },
          new Map([['k', line]]),
          new Set([line]),
        ]);
        assert(!lines.includes(hidden.replace('Bearer ', '')), lines);
      }),
    );
  });

  it('under a key that names it, whatever it is', () => {
    const names = [
      'password',
      'newPassword',
      'PASSWORD',
      'client_secret',
      'Authorization',
      'x-api-key',
      'refresh_token',
      'otp',
      'userCode',
      'pin',
      'cvv',
      'Set-Cookie',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        assert.deepEqual(JSON.parse(written({ a: [{ [name]: value }] })), { a: [{ [name]: '[redacted]' }] });
      }),
    );
  });

  it('after a name in a text, quoted once or twice', () => {
    const inner = JSON.stringify({ password: 'open sesame', user: 'bob' });
    for (const text of [
      'password=sesame',
      'password: sesame',
      'client_secret="sesame with blanks"',
      inner,
      JSON.stringify({ body: inner }),
      'otp = 123456',
      'postgres://bob:sesame@db.internal/bank',
      'Digest username="bob", response="sesame"',
      'confirmationCode: sesame',
    ]) {
      assert.doesNotMatch(written({ text }), /sesame|123456/, text);
    }
  });

  it('in a text that a quick look lets pass', () => {
    const words = fc.constantFrom(
      ...['-----BEGIN', ' PRIVATE KEY-----', 'eyJ', 'pcl_live_', 'pcl_', 'AKIA', 'asia', 'ABCDEFGH12345678', '4111111'],
      ...[
        '1111 1111',
        'Bearer',
        'digest',
        '://',
        '@',
        'password',
        'pin',
        'x',
        '1',
        '.',
        '-',
        '_',
        '"',
        "'",
        ' ',
        '=',
        ':',
      ],
      ...['\n', '\t', '\u00a0', '\u2028'],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        assert.equal(redactText(text), redactEvery(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('as bytes', () => {
    for (const bytes of [Buffer.from('sesame'), new Uint8Array([115, 101])]) {
      assert.equal(written({ bytes }), '{"bytes":"[bytes]"}');
    }
  });

  it('as an AWS access key, where no name gives it away', () => {
    for (const key of ['AKIA1234567890ABCDEF', 'ASIA1234567890ABCDEF']) {
      assert.equal(written(`found ${key} there`), '"found [redacted] there"');
    }
  });

  it('as a private key', () => {
    const pem = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----';
    assert.equal(written(`key:\n${pem}\nend`), '"key:\\n[redacted]\\nend"');
  });
});

describe('what is no secret is written as it is', () => {
  it('ids, times, routes, amounts and plain words', () => {
    const line = {
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      accountId: 'acc_01kb2n8v7q3m5x9r4t6w8y0a2c',
      timestamp: 1_795_321_932_028,
      durationMillis: 12.620452999999998,
      route: 'GET /accounts/{accountId}',
      status: 200,
      statusCode: 403,
      code: 'ECONNREFUSED',
      message: 'The code was sent at 2026-11-22T04:16:02.123Z',
      none: null,
    };
    assert.deepEqual(JSON.parse(written(line)), line);
  });
});

describe('card numbers', () => {
  it('are found by their check digit, with blanks or hyphens, as numbers, and in a longer run of digits', () => {
    for (const text of [
      '4111111111111111',
      '4111 1111 1111 1111',
      '4111-1111-1111-1111',
      '12 4111111111111111',
      '3782 822463 10005',
    ]) {
      assert.match(redactCardNumbers(text), /\[card number\]$/, text);
    }
    assert.equal(written({ n: 4_111_111_111_111_111 }), '{"n":"[redacted]"}');
  });

  it('are told from other numbers by it', () => {
    assert.equal(redactCardNumbers('4111111111111112'), '4111111111111112');
    assert.equal(passesLuhn('79927398713'), true);
    assert.equal(passesLuhn('79927398710'), false);
  });
});

function withCheckDigit(digits: string): string {
  const check = '0123456789'.split('').find((digit) => passesLuhn(digits + digit));
  return digits + check;
}
