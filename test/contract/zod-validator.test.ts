import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod';
import { INVALID } from '../../lib/contract/validator.ts';
import { zodValidator } from '../../lib/contract/zod-validator.ts';

const validator = zodValidator(
  z.strictObject({ 'a/b': z.string().max(3), items: z.array(z.strictObject({ n: z.int() })).default([]) }),
);

describe('zodValidator', () => {
  it('parses a value and fills in defaults', () => {
    assert.deepEqual(validator.parse({ 'a/b': 'x' }), { 'a/b': 'x', items: [] });
  });

  it('answers INVALID for a value that breaks the schema', () => {
    assert.equal(validator.parse({ 'a/b': 'long' }), INVALID);
  });

  it('explains every fault with an escaped pointer, unknown keys one by one', async () => {
    const faults = await validator.explain({ 'a/b': 7, items: [{ n: 1 }, { n: 'x', m: 1, k: 2 }] });
    assert.deepEqual(faults.map(({ pointer }) => pointer).toSorted(), [
      '/a~1b',
      '/items/1/k',
      '/items/1/m',
      '/items/1/n',
    ]);
  });

  it('has no fault to explain exactly where it parses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.record({ 'a/b': fc.string({ maxLength: 4 }) })), async (value) => {
        assert.equal((await validator.explain(value)).length === 0, validator.parse(value) !== INVALID);
      }),
    );
  });

  it('never repeats a value in a fault', async () => {
    const secret = 'hunter2-hunter2';
    assert.doesNotMatch(JSON.stringify(await validator.explain({ 'a/b': secret, items: secret })), /hunter2/);
  });
});
