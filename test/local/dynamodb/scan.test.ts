import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  BatchWriteItemCommand,
  ScanCommand,
  type ScanCommandInput,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { refusal, runningDynamoDb, tableOf } from './support/running.ts';

const TableName = 'things';
const COUNT = 60;

let db: Awaited<ReturnType<typeof runningDynamoDb>>;
before(async () => {
  const key = { partition: { name: 'p', type: 'N' } } as const;
  const byParity = { partition: { name: 'parity', type: 'N' } } as const;
  db = await runningDynamoDb([
    tableOf(TableName, {
      key,
      indexes: [{ name: 'byParity', kind: 'global', key: byParity, projection: { type: 'KEYS_ONLY' } }],
    }),
  ]);
  for (let from = 0; from < COUNT; from += 20) {
    const requests = Array.from({ length: 20 }, (_, at) => ({
      PutRequest: { Item: { p: { N: `${from + at}` }, parity: { N: `${at % 2}` }, more: { S: 'x' } } },
    }));
    await db.client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
  }
});
after(() => db.close());

const all = Array.from({ length: COUNT }, (_, at) => at);
const scanAll = async (input: Partial<ScanCommandInput>): Promise<number[]> => {
  const seen: number[] = [];
  let ExclusiveStartKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page = await db.client.send(
      new ScanCommand({ TableName, ...input, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }),
    );
    seen.push(...(page.Items ?? []).map(({ p }) => Number(p?.N)));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return seen;
};
const ascending = (numbers: number[]) => numbers.toSorted((one, two) => one - two);

describe('Scan', () => {
  it('meets every item once, in pages', async () => {
    assert.deepEqual(ascending(await scanAll({})), all);
    assert.deepEqual(ascending(await scanAll({ Limit: 7 })), all);
  });

  it('meets every entry of an index once, in pages', async () => {
    assert.deepEqual(ascending(await scanAll({ IndexName: 'byParity', Limit: 7 })), all);
  });

  it('meets every item in one of its segments', async () => {
    const segments = await Promise.all([0, 1, 2].map((Segment) => scanAll({ Segment, TotalSegments: 3, Limit: 5 })));
    assert.deepEqual(ascending(segments.flat()), all);
    assert.ok(segments.every((segment) => segment.length > 0));
  });

  it('filters by any attribute, keys too', async () => {
    const found = await scanAll({
      FilterExpression: 'p < :v AND parity = :one',
      ExpressionAttributeValues: { ':v': { N: '6' }, ':one': { N: '1' } },
    });
    assert.deepEqual(ascending(found), [1, 3, 5]);
  });

  it('refuses limits and segments that cannot be', async () => {
    for (const [input, message] of [
      [
        { Limit: 0 },
        "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
      ],
      [{ Segment: 1 }, 'The TotalSegments parameter is required'],
      [{ TotalSegments: 1 }, 'The Segment parameter is required'],
      [{ Segment: 2, TotalSegments: 2 }, 'must be less than parameter TotalSegments'],
      [{ ExclusiveStartKey: { q: { N: '1' } } }, 'The provided starting key is invalid'],
      [{ Select: 'ALL_PROJECTED_ATTRIBUTES' }, 'can be used only when Querying using an IndexName'],
      [{ Select: 'SPECIFIC_ATTRIBUTES' }, 'Must specify the AttributesToGet or ProjectionExpression'],
    ] as const) {
      await assert.rejects(
        db.client.send(new ScanCommand({ TableName, ...input })),
        refusal('ValidationException', message),
      );
    }
  });
});
