import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, beforeEach, describe, it } from 'node:test';

/** What DynamoDB answers next; the local engine never has two transactions that conflict, so this stands in for it. */
let answers: { readonly status: number; readonly body: object }[] = [];
let asked = 0;
const server: Server = createServer((request, response) => {
  request.resume().on('end', () => {
    asked += 1;
    const { status, body } = answers.shift() ?? { status: 200, body: {} };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
Object.assign(process.env, {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
});
const { transact } = await import('../../lambdas/transact.ts');

const canceled = (...codes: readonly string[]) => ({
  status: 400,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: 'canceled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  },
});
const items = [{ Delete: { TableName: 'Ledger', Key: { pk: { S: 'a' }, sk: { S: 'a' } } } }];
const signal = () => new AbortController().signal;

beforeEach(() => {
  answers = [];
  asked = 0;
});
after(() => {
  server.close();
  server.closeAllConnections();
});

describe('a transaction', () => {
  it('that meets another one is tried again', async () => {
    answers = [canceled('None', 'TransactionConflict'), canceled('TransactionConflict')];
    assert.equal(await transact(items, signal()), true);
    assert.equal(asked, 3);
  });

  it('whose condition does not hold is not tried again', async () => {
    answers = [canceled('None', 'ConditionalCheckFailed', 'TransactionConflict')];
    assert.equal(await transact(items, signal()), false);
    assert.equal(asked, 1);
  });

  it('that meets others all the time ends as unavailable', async () => {
    answers = Array.from({ length: 20 }, () => canceled('TransactionConflict'));
    await assert.rejects(transact(items, signal()), { code: 'unavailable' });
    assert.equal(asked, 8);
  });

  it('that is wrong in itself fails at once', async () => {
    answers = [canceled('ValidationError')];
    await assert.rejects(transact(items, signal()), { name: 'TransactionCanceledException' });
    assert.equal(asked, 1);
  });

  it('stops when nobody waits any more', async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(transact(items, controller.signal), { name: 'AbortError' });
  });
});
