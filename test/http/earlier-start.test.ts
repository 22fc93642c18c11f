import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type LocalRuntime, runLocally } from '../../lib/local/index.ts';
import { type DemoFile, demoFileIn, readDemoFile } from '../../scripts/bank/demo-file.ts';
import { dynamoDbOf } from '../../scripts/bank/sdk-clients.ts';
import { seedBank } from '../../scripts/bank/seed-bank.ts';
import { synthesiseForTests } from './assembly.ts';
import { startDevProcess } from './dev-process.ts';

/** What an earlier start left behind is changed by hand, and the seed runs over it. */
describe('a bank that an earlier start has filled', () => {
  let runtime: LocalRuntime;
  let first: DemoFile;
  const stateFolder = mkdtempSync(join(tmpdir(), 'portcullis-earlier-start-'));
  const file = demoFileIn(stateFolder);

  before(async () => {
    runtime = await runLocally({ assembly: await synthesiseForTests(), stateFolder });
    first = await seedBank(runtime);
  });
  after(async () => {
    await runtime.close();
    rmSync(stateFolder, { recursive: true, force: true });
  });

  const leaveBehind = (content: object | string) =>
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const seedAgain = async () => {
    const told: string[] = [];
    const demo = await seedBank(runtime, (sentence) => told.push(sentence));
    return { demo, told };
  };
  /** The file as the bank wrote it before there were payees. */
  const ofAnOlderVersion = () => {
    const { version, partnerUrl, tables, ...others } = first;
    return { ...others, tables: { ledger: tables.ledger, apiKeys: tables.apiKeys } };
  };
  const withTables = async <Result>(work: (dynamodb: ReturnType<typeof dynamoDbOf>) => Promise<Result>) => {
    const dynamodb = dynamoDbOf(first);
    return work(dynamodb).finally(() => dynamodb.destroy());
  };
  const payeesOfAlice = () =>
    withTables(async (dynamodb) => {
      const { Items = [] } = await dynamodb.send(
        new QueryCommand({
          TableName: first.tables.payees,
          KeyConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': { S: first.users.alice.subject } },
        }),
      );
      return Items;
    });
  const removePayees = () =>
    withTables(async (dynamodb) => {
      for (const { owner, accountId } of await payeesOfAlice()) {
        if (owner === undefined || accountId === undefined) continue;
        await dynamodb.send(new DeleteItemCommand({ TableName: first.tables.payees, Key: { owner, accountId } }));
      }
    });

  it('is left as it is, also where a customer removed something', async () => {
    await removePayees();
    const { demo, told } = await seedAgain();
    assert.deepEqual(told, []);
    assert.deepEqual(demo, first);
    assert.deepEqual(await payeesOfAlice(), []);
  });

  it('is completed when the file is of an older version, and keeps its users, accounts and keys', async () => {
    await removePayees();
    leaveBehind(ofAnOlderVersion());
    const { demo, told } = await seedAgain();
    assert.deepEqual(demo, first);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /demo\.json is of version 1 of the bank.*: added Bob as a payee of alice\.$/);
    assert.equal((await payeesOfAlice()).length, first.users.bob.accounts.length);
    assert.deepEqual(readDemoFile(stateFolder), first);
  });

  it('gets a new key for the partner when the file does not hold one', async () => {
    leaveBehind({ ...first, partner: { apiKey: first.partner.apiKey } });
    const { demo, told } = await seedAgain();
    assert.notEqual(demo.partner.keyId, first.partner.keyId);
    assert.match(told.join(), /added the partner's key/);
    assert.deepEqual({ ...demo, partner: first.partner }, first);
  });

  it('gets accounts for a customer whose accounts the ledger does not have', async () => {
    const [account = ''] = first.users.bob.accounts;
    const lost = { ...first.users.bob, accounts: [account.replace(/.$/, '!')] };
    leaveBehind({ ...first, users: { ...first.users, bob: lost } });
    const { demo, told } = await seedAgain();
    assert.match(told.join(), /added accounts of bob, Bob as a payee of alice/);
    assert.equal(demo.users.bob.accounts.length, 1);
    assert.deepEqual(demo.users.alice, first.users.alice);
  });

  for (const [what, content, why] of [
    ['broken', () => '{"users":{', /is broken/],
    ['empty', () => '', /is broken/],
    ['without a password', () => ({ ...first, users: { ...first.users, alice: { username: 'alice' } } }), /alice/],
    [
      'of another user',
      () => ({ ...first, users: { ...first.users, alice: { ...first.users.alice, subject: 'other' } } }),
      /is of another user of that name/,
    ],
  ] as const) {
    it(`is left alone when the file is ${what}: the error names the file and how to start anew`, async () => {
      leaveBehind(content());
      const text = readFileSync(file, 'utf8');
      await assert.rejects(seedAgain(), (error: Error) => {
        assert.match(error.message, why);
        assert.ok(error.message.includes(file), error.message);
        assert.match(error.message, /npm start -- --fresh$/);
        return true;
      });
      assert.equal(readFileSync(file, 'utf8'), text);
    });
  }

  it('is left alone when the file is missing', async () => {
    rmSync(file);
    await assert.rejects(seedAgain(), /is a user of the bank already.* is missing\. .*--fresh/);
  });

  it('is not read by clients before it was completed', () => {
    leaveBehind(ofAnOlderVersion());
    assert.throws(() => readDemoFile(stateFolder), /demo\.json is not of this version of the bank.*npm start$/);
  });
});

describe('portcullis dev', () => {
  const root = join(import.meta.dirname, '..', '..');
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-seed-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('ends when its seed fails, with the words of the seed and without a stack', async () => {
    const seed = join(folder, 'seed.mjs');
    writeFileSync(seed, "throw new Error('there is no gold');\n");
    const ports = ['--port', '0', '--aws-port', '0', '--console-port', '0', '--domain-port', '0'];
    const options = ['--assembly', await synthesiseForTests(), '--state', join(folder, 'state'), '--seed', seed];
    await assert.rejects(startDevProcess(root, [...options, ...ports]), ({ message }: Error) => {
      assert.match(message, /seed\.mjs' failed:\nError: there is no gold\n*$/);
      assert.doesNotMatch(message, /^ +at /m);
      return true;
    });
  });
});
