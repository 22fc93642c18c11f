import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAuthenticatorData } from '../../../lib/local/cognito/passkeys/authenticator-data.ts';
import { type Cbor, CborError, decodeWhole } from '../../../lib/local/cognito/passkeys/cbor.ts';
import { array, bytes, integer, map, text } from './authenticator.ts';

const encode = (item: Cbor): Buffer => {
  if (item === null) return Buffer.from('f6', 'hex');
  if (typeof item === 'boolean') return Buffer.from(item ? 'f5' : 'f4', 'hex');
  if (typeof item === 'number') return integer(item);
  if (typeof item === 'string') return text(item);
  if (item instanceof Buffer) return bytes(item);
  if (item instanceof Map) return map([...item].map(([key, value]) => [encode(key), encode(value)] as const));
  return array((item as readonly Cbor[]).map(encode));
};

const leaf = fc.oneof(
  fc.integer({ min: -60_000, max: 60_000 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 300 }).map((value) => Buffer.from(value)),
);
const key = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.string({ maxLength: 5 }));
const item: fc.Arbitrary<Cbor> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 30 }),
  fc.array(fc.tuple(key, leaf), { maxLength: 30 }).map((entries) => new Map<number | string, Cbor>(entries)),
);

test('what was encoded is decoded', () => {
  fc.assert(fc.property(item, (value) => assert.deepEqual(decodeWhole(encode(value)), value)));
});

test('the examples of RFC 8949 appendix A that authenticators may write are read', () => {
  for (const [hex, value] of [
    ['1903e8', 1_000],
    ['1a000f4240', 1_000_000],
    ['3903e7', -1_000],
    ['62c3bc', 'ü'],
    ['64f0908591', '\u{10151}'],
    ['83010203', [1, 2, 3]],
  ] as const) {
    assert.deepEqual(decodeWhole(Buffer.from(hex, 'hex')), value);
  }
});

test('what is cut off, left over, indefinite, fractional, tagged, doubled or too deep is refused', () => {
  for (const hex of [
    ...['', '18', '1903', '41', '4401', '62c3', '8201', 'a101', '9f01ff', '5f4101ff', 'bf01ff', '1b0000000000000001'],
    ...['f93c00', 'fa47c35000', 'fb3ff199999999999a', 'c074', 'd818', 'f7', 'f0', 'f820', 'ff', '0101', '62ffff'],
    ...['a201010102', 'a1f401', 'a1410101', '818181818181', '9affffffff', '5affffffff', 'baffffffff'],
  ]) {
    assert.throws(() => decodeWhole(Buffer.from(hex, 'hex')), CborError, hex);
  }
});

test('no bytes do anything but decode or be refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (value) => {
      for (const read of [decodeWhole, parseAuthenticatorData]) {
        try {
          read(Buffer.from(value));
        } catch (error) {
          assert.ok(error instanceof CborError);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
