import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseCursor, toCursor } from '../../lambdas/cursor.ts';
import { newId } from '../../lambdas/ledger/new-id.ts';
import { Cursor } from '../../lambdas/schemas.ts';

describe('a cursor', () => {
  const id = newId('ent');
  const cursor = toCursor('entries of a', id);

  it('leads back to the item it was made of, and is what the contracts accept', () => {
    assert.equal(parseCursor('entries of a', cursor), id);
    assert(Cursor.safeParse(cursor).success);
  });

  it('is refused by another list', () => {
    assert.equal(parseCursor('entries of b', cursor), undefined);
  });

  it('is refused when it was altered', () => {
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom(...'0aZ.-_'), (at, other) => {
        fc.pre(cursor[at] !== other);
        assert.equal(parseCursor('entries of a', cursor.slice(0, at) + other + cursor.slice(at + 1)), undefined);
      }),
    );
  });

  it('is refused when it is no cursor at all', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(parseCursor('entries of a', text), undefined)));
  });
});
