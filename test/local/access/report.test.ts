import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { AccessReport } from '../../../lib/local/access/index.ts';
import { accessUsage, runAccessCommand } from '../../../lib/local/dev/access-command.ts';
import { accessFixture, logs, table } from './fixture.ts';

const onTable = (...Action: readonly string[]) => ({ Effect: 'Allow', Action, Resource: table });

/** What the command prints of a state folder, and how it ends. */
const run = async (folder: string, ...args: readonly string[]) => {
  let printed = '';
  const ended = await runAccessCommand([...args, '--state', folder], (text) => {
    printed += text;
  }).then(
    () => 'well',
    (error: Error) => error.message,
  );
  return { printed, ended };
};
const report = async (folder: string): Promise<AccessReport> => JSON.parse((await run(folder, '--json')).printed);
const unusedOf = async (folder: string) =>
  (await report(folder)).functions.flatMap(({ statements }) => statements.flatMap(({ unused }) => unused));

describe('portcullis access', () => {
  it('tells apart what a function used and what it never used', async () => {
    using fixture = accessFixture({ get: [logs, onTable('dynamodb:GetItem', 'dynamodb:Query')], put: [logs] });
    fixture.invoked('get');
    for (let i = 0; i < 3; i++) fixture.call('get', 'dynamodb:GetItem');
    fixture.access.close();
    const { printed } = await run(fixture.folder);
    assert.match(printed, /^Bank\/get\/Function$/m);
    assert.match(printed, /Allow Bank\/get\/Role\/Rights \[1\]/);
    assert.match(printed, /✓ dynamodb:GetItem, 3 times, last \d\d:\d\d:\d\d/);
    assert.match(printed, /✗ dynamodb:Query: never used in this run/);
    assert.match(printed, /on ✓ Bank\/Ledger\/Table, 3 times/);
    assert.match(printed, /2 functions, 3 statements, 9 actions and resources in them; 4 never used/);
    assert.deepEqual(await unusedOf(fixture.folder), [
      'dynamodb:Query',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      '*',
    ]);
  });

  it('counts what Lambda does in the role of a function: its log, and its trace when it is traced', async () => {
    using fixture = accessFixture({ get: [logs] });
    assert.deepEqual(await unusedOf(fixture.folder), ['logs:CreateLogStream', 'logs:PutLogEvents', '*']);
    fixture.invoked('get');
    fixture.invoked('get');
    fixture.access.close();
    assert.deepEqual(await unusedOf(fixture.folder), []);
    const { printed } = await run(fixture.folder);
    assert.match(printed, /✓ logs:CreateLogStream, once by Lambda itself/);
    assert.match(printed, /✓ logs:PutLogEvents, 2 times by Lambda itself/);
  });

  it('expands a wildcard over what was seen, and no further', async () => {
    using fixture = accessFixture({
      get: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: [table, `${table}/index/*`] }],
    });
    fixture.call('get', 'dynamodb:Query');
    fixture.call('get', 'dynamodb:GetItem');
    fixture.access.close();
    const { printed } = await run(fixture.folder);
    assert.match(printed, /✓ dynamodb:\*: dynamodb:GetItem dynamodb:Query, 2 times/);
    assert.match(printed, /on ✗ Bank\/Ledger\/Table\/index\/\*: never used/);
  });

  it('counts a statement that denies as neither used nor unused', async () => {
    using fixture = accessFixture({
      get: [onTable('dynamodb:GetItem'), { Effect: 'Deny', Action: 'dynamodb:DeleteTable', Resource: '*' }],
    });
    fixture.call('get', 'dynamodb:GetItem');
    fixture.access.close();
    assert.deepEqual(await unusedOf(fixture.folder), []);
  });

  it('lists what was refused', async () => {
    using fixture = accessFixture({ get: [onTable('dynamodb:GetItem')] });
    fixture.call('get', 'dynamodb:PutItem');
    fixture.access.close();
    const { printed } = await run(fixture.folder);
    assert.match(printed, /! refused: dynamodb:PutItem on Bank\/Ledger\/Table, once/);
  });

  it('fails with --unused when something was never used, and only then', async () => {
    using fixture = accessFixture({ get: [onTable('dynamodb:GetItem')], put: [onTable('dynamodb:PutItem')] });
    fixture.call('get', 'dynamodb:GetItem');
    fixture.access.close();
    const first = await run(fixture.folder, '--unused');
    assert.equal(first.ended, '2 rights were never used in this run');
    assert.doesNotMatch(first.printed, /Bank\/get/);

    using whole = accessFixture({ get: [onTable('dynamodb:GetItem')] });
    whole.call('get', 'dynamodb:GetItem');
    whole.access.close();
    assert.equal((await run(whole.folder, '--unused')).ended, 'well');
  });

  it('reads the record while it is written, in a file that only its owner may read', async () => {
    using fixture = accessFixture({ get: [onTable('dynamodb:GetItem')] });
    fixture.call('get', 'dynamodb:GetItem');
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.deepEqual(await unusedOf(fixture.folder), []);
    assert.equal(statSync(join(fixture.folder, 'services', 'access.sqlite')).mode & 0o777, 0o600);
    assert.equal(statSync(join(fixture.folder, 'logs', 'refused-rights.log')).mode & 0o777, 0o600);
  });

  it('says so where there was no run, and refuses an option that it does not know', async () => {
    using fixture = accessFixture({ get: [logs] });
    assert.match((await run(join(fixture.folder, 'elsewhere'))).ended, /knows of no run yet/);
    assert.match((await run(fixture.folder, '--all')).ended, /--all/);
    assert.match(accessUsage, /--unused/);
  });
});
