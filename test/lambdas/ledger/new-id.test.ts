import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { newId } from '../../../lambdas/ledger/new-id.ts';
import { AccountId, EntryId } from '../../../lambdas/schemas.ts';

describe('newId', () => {
  it('makes what the contracts accept', () => {
    assert(AccountId.safeParse(newId('acc')).success);
    assert(EntryId.safeParse(newId('ent')).success);
  });

  it('makes ids that sort by time', () => {
    const millis = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(millis, millis, (first, second) => {
        fc.pre(first < second);
        assert(newId('trf', first) < newId('trf', second));
      }),
    );
  });

  it('makes no id twice, also within one millisecond', () => {
    assert.equal(new Set(Array.from({ length: 10_000 }, () => newId('ent', 1))).size, 10_000);
  });
});
