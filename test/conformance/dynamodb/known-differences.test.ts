import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { knownDifferences } from './known-differences.ts';

const decision = readFileSync(
  new URL('../../../docs/decisions/0011-dynamodb-and-its-oracles.md', import.meta.url),
  'utf8',
);

describe('the differences that stay', () => {
  it('each have a name of their own and a source', () => {
    const ids = knownDifferences.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, because } of knownDifferences) assert.ok(because.length > 20, id);
  });

  it('are all told by the decision', () => {
    const untold = knownDifferences.filter(({ id }) => !decision.includes(`\`${id}\``)).map(({ id }) => id);
    assert.deepEqual(untold, []);
  });
});
