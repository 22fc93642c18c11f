import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { serveTable } from '../serve-table.ts';

let table: Awaited<ReturnType<typeof serveTable>>;
let claimOnce: typeof import('../../../lambdas/authorizers/claim-once.ts')['claimOnce'];
const modulePath = '../../../lambdas/authorizers/claim-once.ts';

before(async () => {
  table = await serveTable('REPLAY_TABLE', 'claim');
  ({ claimOnce } = await import(modulePath));
});
after(() => table.close());

const soon = () => Date.now() / 1_000 + 120;

describe('a claim', () => {
  it('is given to one of a hundred who ask at the same time', async () => {
    const claims = await Promise.all(Array.from({ length: 100 }, () => claimOnce('one', soon())));
    assert.equal(claims.filter(Boolean).length, 1);
    assert.equal(await claimOnce('one', soon()), false);
    assert.equal(await claimOnce('two', soon()), true);
  });

  it('is kept longer than what it stands for, by a hash of the right length for whatever was sent', async () => {
    const end = soon();
    assert.equal(await claimOnce('x'.repeat(9_000), end), true);
    const { Items: items = [] } = await table.client.send(new ScanCommand({ TableName: table.table }));
    assert.doesNotMatch(JSON.stringify(items), /one|two|xxx/);
    for (const item of items) assert.match(item['claim']?.S ?? '', /^[\w-]{43}$/);
    assert.ok(items.some((item) => Number(item['expiresAt']?.N) >= end + 60));
  });

  it('is given to nobody without a table, or with an end that is no number', async () => {
    await assert.rejects(claimOnce('three', Number.NaN));
    const name = process.env['REPLAY_TABLE'];
    process.env['REPLAY_TABLE'] = 'elsewhere';
    await assert.rejects(claimOnce('three', soon()));
    process.env['REPLAY_TABLE'] = name;
    assert.equal(await claimOnce('three', soon()), true);
  });
});
