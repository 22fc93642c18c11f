import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseIdempotencyKey } from '../../../lib/handler/idempotency/idempotency-key.ts';

describe('parseIdempotencyKey', () => {
  it('reads a bare key and a quoted one to the same key', () => {
    assert.equal(parseIdempotencyKey('8e03978e-40d5'), '8e03978e-40d5');
    assert.equal(parseIdempotencyKey('"8e03978e-40d5"'), '8e03978e-40d5');
    assert.equal(parseIdempotencyKey('"a \\"b\\" \\\\"'), 'a "b" \\');
  });

  it('refuses what is empty, too long, unprintable or no structured string', () => {
    for (const header of [
      '',
      '""',
      'a'.repeat(129),
      `"${'a'.repeat(129)}"`,
      'a b',
      '"a',
      'a"',
      '"a\\b"',
      '"é"',
      'a\n',
      '"a", "b"',
    ]) {
      assert.equal(parseIdempotencyKey(header), undefined, header);
    }
  });

  it('reads every structured string back', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 128,
    });
    fc.assert(
      fc.property(printable, (key) => {
        assert.equal(parseIdempotencyKey(`"${key.replaceAll(/["\\]/g, '\\$&')}"`), key);
      }),
    );
  });
});
