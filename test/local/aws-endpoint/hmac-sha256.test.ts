import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createHmacSha256 } from '../../../lib/local/aws-endpoint/hmac-sha256.ts';

describe('an HMAC with SHA-256', () => {
  // RFC 4231 §4.3
  it('is that of the specification', () => {
    const sign = createHmacSha256(Buffer.from('Jefe'));
    assert.equal(
      sign('what do ya want for nothing?'),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it("is Node's own, whatever the key and however long the texts are that it signs one after the other", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 150 }),
        fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1 }),
        (bytes, texts) => {
          const key = Buffer.from(bytes);
          const sign = createHmacSha256(key);
          for (const text of texts) assert.equal(sign(text), createHmac('sha256', key).update(text).digest('hex'));
        },
      ),
    );
  });
});
