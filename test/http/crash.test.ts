import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type DemoFile, readDemoFile } from '../../scripts/bank/demo-file.ts';
import { registerPayees } from '../../scripts/bank/register-payees.ts';
import { cognitoOf, dynamoDbOf } from '../../scripts/bank/sdk-clients.ts';
import { signIn } from '../../scripts/bank/sign-in.ts';
import { type HttpAnswer, type HttpsClient, httpsClient } from '../../scripts/https-client.ts';
import { synthesiseForTests } from './assembly.ts';
import { type DevProcess, freePort, startDevProcess } from './dev-process.ts';

const root = join(import.meta.dirname, '..', '..');
const TRANSFERS = 200;
const ACCOUNTS = 10;
const KILL_AFTER = 60;

interface Order {
  readonly owner: 'alice' | 'bob';
  readonly idempotencyKey: string;
  readonly body: { readonly from: string; readonly to: string; readonly amount: number; readonly currency: 'EUR' };
}

describe('a bank that is killed in the middle of 200 transfers', () => {
  let folder: string;
  let assembly: string;
  let ports: readonly [string, string];
  let bank: DevProcess;
  let demo: DemoFile;
  let client: HttpsClient;
  const tokens = { alice: '', bob: '' };

  const start = async () => {
    const [port, awsPort] = ports;
    const where = ['--assembly', assembly, '--state', folder, '--port', port, '--aws-port', awsPort];
    bank = await startDevProcess(root, [...where, '--seed', 'scripts/bank/seed.ts']);
  };

  const call = (owner: 'alice' | 'bob', path: string, options: Parameters<HttpsClient['call']>[1] = {}) =>
    client.call(path, { ...options, headers: { authorization: `Bearer ${tokens[owner]}`, ...options.headers } });

  /** Sends an order until it is answered with something else than a refusal for being too many. */
  const send = async ({ owner, idempotencyKey, body }: Order): Promise<HttpAnswer> => {
    const answer = await call(owner, '/transfers', {
      method: 'POST',
      headers: { 'idempotency-key': idempotencyKey },
      body,
    });
    if (answer.status !== 429 && answer.status !== 503) return answer;
    await pause(200 + Math.random() * 300);
    return send({ owner, idempotencyKey, body });
  };

  const accountsOf = async (owner: 'alice' | 'bob') => {
    const { json, text } = await call(owner, '/accounts');
    const { items } = json as { readonly items?: readonly { readonly accountId: string; readonly balance: number }[] };
    assert.ok(items, text);
    return items.map(({ accountId, balance }) => ({ owner, accountId, balance }));
  };
  const allAccounts = async () => [...(await accountsOf('alice')), ...(await accountsOf('bob'))];
  /** Nothing of this test needs an approval. */
  const befriendEverybody = async (
    accounts: readonly { readonly owner: 'alice' | 'bob'; readonly accountId: string }[],
  ) => {
    const dynamodb = dynamoDbOf(demo);
    for (const user of ['alice', 'bob'] as const) {
      const payees = accounts.filter(({ owner }) => owner !== user).map((each) => ({ ...each, name: each.owner }));
      await registerPayees({ dynamodb, payeeTable: demo.tables.payees, owner: demo.users[user].subject, payees });
    }
    dynamodb.destroy();
  };
  const sum = (accounts: readonly { readonly balance: number }[]) =>
    accounts.reduce((total, { balance }) => total + balance, 0);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-crash-'));
    assembly = await synthesiseForTests();
    ports = [await freePort(), await freePort()];
    await start();
    demo = readDemoFile(folder);
    client = httpsClient(demo.apiUrl, demo.caFile);
    const cognito = cognitoOf(demo);
    for (const owner of ['alice', 'bob'] as const) {
      tokens[owner] = (await signIn(cognito, demo.clients.cli.clientId, demo.users[owner])).AccessToken ?? '';
    }
    cognito.destroy();
    for (let opened = 3; opened < ACCOUNTS; opened += 1) {
      const owner = opened % 2 === 0 ? 'alice' : 'bob';
      const answer = await call(owner, '/accounts', {
        method: 'POST',
        body: { name: `Number ${opened}`, currency: 'EUR' },
      });
      assert.equal(answer.status, 201, answer.text);
    }
  });
  after(async () => {
    client.close();
    await bank.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('has lost nothing, torn nothing, and doubles nothing when every transfer is sent again', async () => {
    const accounts = await allAccounts();
    assert.equal(accounts.length, ACCOUNTS);
    await befriendEverybody(accounts);
    const before = sum(accounts);
    const rich = accounts.filter(({ balance }) => balance > 0);
    const orders: readonly Order[] = Array.from({ length: TRANSFERS }, (_, index) => {
      const from = rich[index % rich.length];
      const to = accounts[(index * 7 + 1) % accounts.length];
      assert.ok(from && to);
      const target = to.accountId === from.accountId ? accounts[(index * 7 + 2) % accounts.length] : to;
      return {
        owner: from.owner,
        idempotencyKey: randomUUID(),
        body: { from: from.accountId, to: target?.accountId ?? '', amount: 1 + (index % 97), currency: 'EUR' },
      };
    });

    const acknowledged = new Map<string, string>();
    const note = (order: Order, answer: HttpAnswer) => {
      assert.equal(answer.status, 201, answer.text);
      const { transferId } = answer.json as { readonly transferId: string };
      const known = acknowledged.get(order.idempotencyKey);
      assert.ok(known === undefined || known === transferId, 'a repeated transfer became another one');
      acknowledged.set(order.idempotencyKey, transferId);
    };
    let killed: Promise<void> | undefined;
    await Promise.all(
      orders.map(async (order) => {
        // A connection that breaks is no acknowledgement: the transfer may have happened or not.
        const answer = await send(order).catch(() => undefined);
        if (answer === undefined) return;
        note(order, answer);
        if (acknowledged.size >= KILL_AFTER) killed ??= bank.stop('SIGKILL');
      }),
    );
    await killed;
    const beforeRestart = new Map(acknowledged);
    assert.ok(
      beforeRestart.size >= KILL_AFTER && beforeRestart.size < TRANSFERS,
      `${beforeRestart.size} were acknowledged`,
    );

    await start();
    assert.equal(sum(await allAccounts()), before);
    for (const order of orders) {
      const transferId = beforeRestart.get(order.idempotencyKey);
      if (transferId === undefined) continue;
      const { json } = await call(order.owner, `/transfers/${transferId}`);
      const { from, to, amount } = json as Order['body'];
      assert.deepEqual({ from, to, amount, currency: 'EUR' }, order.body);
    }

    for (const order of orders) note(order, await send(order));
    const expected = new Map(accounts.map(({ accountId, balance }) => [accountId, balance]));
    for (const { body } of orders) {
      expected.set(body.from, (expected.get(body.from) ?? 0) - body.amount);
      expected.set(body.to, (expected.get(body.to) ?? 0) + body.amount);
    }
    const settled = new Map((await allAccounts()).map(({ accountId, balance }) => [accountId, balance]));
    assert.deepEqual(settled, expected);

    await Promise.all(orders.map(async (order) => note(order, await send(order))));
    assert.deepEqual(new Map((await allAccounts()).map(({ accountId, balance }) => [accountId, balance])), expected);
  });
});
