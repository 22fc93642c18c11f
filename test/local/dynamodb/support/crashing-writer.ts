import { writeSync } from 'node:fs';
import { createDynamoDb } from '../../../../lib/local/dynamodb/index.ts';
import { testEnvironment } from '../../support/environment.ts';
import { tableOf } from './running.ts';

/** Moves money until it is killed, and writes the number of each transaction after it was acknowledged. */
const [folder = '', first = '0'] = process.argv.slice(2);
const service = createDynamoDb({ environment: testEnvironment(folder) });
service.declareTable(tableOf('ledger'));
const transact = service.api.operations.get('TransactWriteItems');
const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;

const move = (account: string, change: string) => ({
  Update: {
    TableName: 'ledger',
    Key: { pk: { S: account }, sk: { S: 'balance' } },
    UpdateExpression: 'ADD amount :change',
    ExpressionAttributeValues: { ':change': { N: change } },
  },
});

for (let number = Number(first); ; number += 1) {
  const entry = { Put: { TableName: 'ledger', Item: { pk: { S: 'entries' }, sk: { S: `${number}` } } } };
  const TransactItems = [move('from', '-1'), entry, move('to', '1')];
  await transact?.run({ TransactItems }, { caller, requestId: `${number}`, nowMillis: Date.now() });
  writeSync(1, `${number}\n`);
}
