import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { toWording } from '../../../lambdas/otp/wording.ts';

const accountId = `acc_${'0'.repeat(26)}`;
const transfer = (amount: number, reference?: string) => ({
  purpose: 'transfer' as const,
  transaction: { from: accountId, to: accountId, amount, currency: 'EUR' as const, reference },
});

describe('the message of a code', () => {
  it('names the amount exactly', () => {
    for (const [minorUnits, text] of [
      [1, '0.01'],
      [99, '0.99'],
      [100, '1.00'],
      [100_001, '1,000.01'],
      [123_456_789, '1,234,567.89'],
      [1_000_000_000, '10,000,000.00'],
    ] as const) {
      assert.match(toWording(transfer(minorUnits), '123456').text, new RegExp(`a transfer of ${text} EUR to acc_`));
    }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (minorUnits) => {
        const [, amount = ''] = /of ([\d,]+\.\d\d) EUR/.exec(toWording(transfer(minorUnits), '123456').text) ?? [];
        assert.equal(Number(amount.replaceAll(/[,.]/g, '')), minorUnits);
      }),
    );
  });

  it('is the same whatever the caller wrote, and its subject holds no code', () => {
    fc.assert(
      fc.property(fc.string(), (reference) => {
        assert.deepEqual(toWording(transfer(1, reference), '123456'), toWording(transfer(1), '123456'));
      }),
    );
    const payee = (name: string) => ({ purpose: 'payee' as const, transaction: { name, accountId } });
    assert.deepEqual(toWording(payee('Bob'), '123456'), toWording(payee('evil.example'), '123456'));
    assert.doesNotMatch(toWording(payee('Bob'), '123456').subject, /\d/);
  });
});
