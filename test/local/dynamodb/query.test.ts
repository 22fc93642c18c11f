import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { refusal, runningDynamoDb, tableOf } from './support/running.ts';

const TableName = 'things';
const numbers = ['-10', '-1.25', '-1.2', '0', '0.5', '2', '10', '100'];

let db: Awaited<ReturnType<typeof runningDynamoDb>>;
before(async () => {
  db = await runningDynamoDb([
    tableOf(TableName, {
      key: { partition: { name: 'p', type: 'S' }, sort: { name: 's', type: 'N' } },
      indexes: [
        {
          name: 'byColour',
          kind: 'global',
          key: { partition: { name: 'colour', type: 'S' }, sort: { name: 'weight', type: 'N' } },
          projection: { type: 'INCLUDE', attributes: ['label'] },
        },
        {
          name: 'byLabel',
          kind: 'local',
          key: { partition: { name: 'p', type: 'S' }, sort: { name: 'label', type: 'S' } },
          projection: { type: 'KEYS_ONLY' },
        },
      ],
    }),
    tableOf('bytes', { key: { partition: { name: 'p', type: 'S' }, sort: { name: 's', type: 'B' } } }),
    tableOf('large'),
  ]);
  // Not in their order.
  for (const s of numbers.toReversed()) {
    const Item = { p: { S: 'a' }, s: { N: s }, label: { S: `label ${s}` }, weight: { N: s } };
    await db.client.send(new PutItemCommand({ TableName, Item }));
  }
  await db.client.send(new PutItemCommand({ TableName, Item: { p: { S: 'b' }, s: { N: '1' } } }));
});
after(() => db.close());

const query = (input: Partial<QueryCommandInput>): Promise<QueryCommandOutput> =>
  db.client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'p = :p',
      ...input,
      ExpressionAttributeValues: { ':p': { S: 'a' }, ...input.ExpressionAttributeValues },
    }),
  );
const sorts = ({ Items }: QueryCommandOutput) => Items?.map(({ s }) => s?.N);
const matching = async (sortCondition: string, values: Record<string, string>) =>
  sorts(
    await query({
      KeyConditionExpression: `p = :p AND ${sortCondition}`,
      ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, N]) => [name, { N }])),
    }),
  );

describe('Query', () => {
  it('returns a partition in the order of its sort key, either way', async () => {
    assert.deepEqual(sorts(await query({})), numbers);
    assert.deepEqual(sorts(await query({ ScanIndexForward: false })), numbers.toReversed());
  });

  it('narrows the sort key by each comparison', async () => {
    assert.deepEqual(await matching('s = :v', { ':v': '2.0' }), ['2']);
    assert.deepEqual(await matching('s < :v', { ':v': '-1.2' }), ['-10', '-1.25']);
    assert.deepEqual(await matching('s <= :v', { ':v': '-1.2' }), ['-10', '-1.25', '-1.2']);
    assert.deepEqual(await matching('s > :v', { ':v': '2' }), ['10', '100']);
    assert.deepEqual(await matching('s >= :v', { ':v': '2' }), ['2', '10', '100']);
    assert.deepEqual(await matching(':v < s', { ':v': '2' }), ['10', '100']);
    assert.deepEqual(await matching('s BETWEEN :v AND :w', { ':v': '-1.2', ':w': '2' }), ['-1.2', '0', '0.5', '2']);
  });

  it('finds what begins with given bytes, even the highest', async () => {
    for (const bytes of [[1], [1, 255], [1, 255, 255], [2]]) {
      const Item = { p: { S: 'a' }, s: { B: new Uint8Array(bytes) } };
      await db.client.send(new PutItemCommand({ TableName: 'bytes', Item }));
    }
    const found = async (bytes: number[]) =>
      (
        await query({
          TableName: 'bytes',
          KeyConditionExpression: 'p = :p AND begins_with(s, :v)',
          ExpressionAttributeValues: { ':v': { B: new Uint8Array(bytes) } },
        })
      ).Count;
    assert.equal(await found([1]), 3);
    assert.equal(await found([1, 255]), 2);
    assert.equal(await found([255]), 0);
  });

  it('goes on where a page ended, to the end', async () => {
    for (const ScanIndexForward of [true, false]) {
      const seen: (string | undefined)[] = [];
      let ExclusiveStartKey: QueryCommandOutput['LastEvaluatedKey'];
      do {
        const page = await query({ Limit: 3, ScanIndexForward, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) });
        seen.push(...(sorts(page) ?? []));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      assert.deepEqual(seen, ScanIndexForward ? numbers : numbers.toReversed());
    }
  });

  it('counts its limit before the filter', async () => {
    const page = await query({
      Limit: 3,
      FilterExpression: 'weight = :v',
      ExpressionAttributeValues: { ':v': { N: '-1.2' } },
    });
    assert.deepEqual([page.Count, page.ScannedCount], [1, 3]);
    assert.deepEqual(page.LastEvaluatedKey, { p: { S: 'a' }, s: { N: '-1.2' } });
  });

  it('ends a page at 1 MB', async () => {
    const d = { S: 'x'.repeat(300_000) };
    for (let at = 0; at < 5; at += 1) {
      await db.client.send(new PutItemCommand({ TableName: 'large', Item: { pk: { S: 'a' }, sk: { S: `${at}` }, d } }));
    }
    const page = await query({ TableName: 'large', KeyConditionExpression: 'pk = :p', ProjectionExpression: 'sk' });
    assert.equal(page.Count, 4);
    assert.deepEqual(page.LastEvaluatedKey, { pk: { S: 'a' }, sk: { S: '3' } });
  });

  it('selects and projects', async () => {
    assert.deepEqual((await query({ ProjectionExpression: 'label', Limit: 1 })).Items, [{ label: { S: 'label -10' } }]);
    const counted = await query({ Select: 'COUNT' });
    assert.deepEqual([counted.Items, counted.Count], [undefined, numbers.length]);
    await assert.rejects(
      query({ Select: 'COUNT', ProjectionExpression: 'label' }),
      refusal('ValidationException', 'Cannot specify the ProjectionExpression when choosing to get only the Count'),
    );
  });

  it('refuses conditions that no index can answer', async () => {
    const n = { ':v': { N: '1' } };
    for (const [KeyConditionExpression, values, message] of [
      ['p > :p', {}, 'Query key condition not supported'],
      ['s = :v AND :p = :p', n, 'No key attribute specified'],
      ['p = :p OR s = :v', n, 'Invalid operator used in KeyConditionExpression: OR'],
      ['p = :p AND s <> :v', n, 'Invalid operator used in KeyConditionExpression: <>'],
      ['p = :p AND NOT s = :v', n, 'Invalid operator used in KeyConditionExpression: NOT'],
      ['p = :p AND attribute_exists(s)', {}, 'Invalid operator used in KeyConditionExpression: attribute_exists'],
      ['p = :p AND p = :p', {}, 'must only contain one condition per key'],
      ['p = :p AND size(s) = :v', n, 'cannot contain nested operations'],
      ['p = :p AND s.x = :v', n, 'cannot have conditions on nested attributes'],
      ['p = :p AND weight = :v', n, 'Query condition missed key schema element: s'],
      ['p = :p AND s = :p', {}, 'Condition parameter type does not match schema type'],
    ] as const) {
      await assert.rejects(
        query({ KeyConditionExpression, ExpressionAttributeValues: values }),
        refusal('ValidationException', message),
      );
    }
    await assert.rejects(
      query({ FilterExpression: 's = :v', ExpressionAttributeValues: n }),
      refusal('ValidationException', 'Filter Expression can only contain non-primary key attributes'),
    );
  });

  it('refuses starting keys that are not in what is read', async () => {
    for (const [ExclusiveStartKey, message] of [
      [{ p: { S: 'a' } }, 'The provided starting key is invalid'],
      [{ p: { S: 'b' }, s: { N: '1' } }, 'can return at most one row and cannot be restarted'],
      [{ p: { S: 'a' }, s: { N: '100' } }, 'does not match the range key predicate'],
    ] as const) {
      await assert.rejects(
        query({
          KeyConditionExpression: 'p = :p AND s < :v',
          ExpressionAttributeValues: { ':v': { N: '50' } },
          ExclusiveStartKey,
        }),
        refusal('ValidationException', message),
      );
    }
  });
});

describe('an index', () => {
  const byColour = (input: Partial<QueryCommandInput> = {}) =>
    query({
      IndexName: 'byColour',
      KeyConditionExpression: 'colour = :p',
      ...input,
      ExpressionAttributeValues: { ':p': { S: 'red' } },
    });
  const colour = (s: string, value: string | undefined) =>
    db.client.send(
      new UpdateItemCommand({
        TableName,
        Key: { p: { S: 'a' }, s: { N: s } },
        ...(value === undefined
          ? { UpdateExpression: 'REMOVE colour' }
          : { UpdateExpression: 'SET colour = :c', ExpressionAttributeValues: { ':c': { S: value } } }),
      }),
    );

  it('holds the items that have its keys, as they come and go', async () => {
    assert.equal((await byColour()).Count, 0);
    for (const s of ['10', '2', '0.5']) await colour(s, 'red');
    assert.deepEqual(sorts(await byColour()), ['0.5', '2', '10']);
    await colour('2', undefined);
    await colour('10', 'blue');
    assert.deepEqual(sorts(await byColour()), ['0.5']);
    await db.client.send(
      new PutItemCommand({ TableName, Item: { p: { S: 'x' }, s: { N: '1' }, colour: { S: 'red' } } }),
    );
    assert.deepEqual(sorts(await byColour()), ['0.5'], 'an item without the index’s sort key is not in it');
    const gone = { p: { S: 'y' }, s: { N: '7' } };
    await db.client.send(
      new PutItemCommand({ TableName, Item: { ...gone, colour: { S: 'red' }, weight: { N: '7' } } }),
    );
    assert.deepEqual(sorts(await byColour()), ['0.5', '7']);
    await db.client.send(new DeleteItemCommand({ TableName, Key: gone }));
    assert.deepEqual(sorts(await byColour()), ['0.5']);
  });

  it('shows what it projects, and its keys', async () => {
    const [item] = (await byColour()).Items ?? [];
    assert.deepEqual(Object.keys(item ?? {}).toSorted(), ['colour', 'label', 'p', 's', 'weight']);
    await db.client.send(
      new UpdateItemCommand({
        TableName,
        Key: { p: { S: 'a' }, s: { N: '0.5' } },
        UpdateExpression: 'SET secretly = p',
      }),
    );
    assert.equal((await byColour()).Items?.[0]?.['secretly'], undefined);
    await assert.rejects(
      byColour({ ProjectionExpression: 'secretly' }),
      refusal('ValidationException', 'does not project [secretly]'),
    );
    await assert.rejects(
      byColour({ Select: 'ALL_ATTRIBUTES' }),
      refusal('ValidationException', 'its projection type is not ALL'),
    );
  });

  it('pages by its own keys and those of the table, through items of equal keys', async () => {
    await db.client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [TableName]: ['1', '2', '3', '4', '5'].map((s) => ({
            PutRequest: { Item: { p: { S: `same ${s}` }, s: { N: s }, colour: { S: 'same' }, weight: { N: '1' } } },
          })),
        },
      }),
    );
    for (const ScanIndexForward of [true, false]) {
      const seen: (string | undefined)[] = [];
      let ExclusiveStartKey: QueryCommandOutput['LastEvaluatedKey'];
      do {
        const page = await query({
          IndexName: 'byColour',
          KeyConditionExpression: 'colour = :p AND weight = :w',
          ExpressionAttributeValues: { ':p': { S: 'same' }, ':w': { N: '1' } },
          Limit: 2,
          ScanIndexForward,
          ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
        });
        seen.push(...(sorts(page) ?? []));
        ExclusiveStartKey = page.LastEvaluatedKey;
        if (ExclusiveStartKey !== undefined) {
          assert.deepEqual(Object.keys(ExclusiveStartKey).toSorted(), ['colour', 'p', 's', 'weight']);
        }
      } while (ExclusiveStartKey !== undefined);
      assert.deepEqual(seen.toSorted(), ['1', '2', '3', '4', '5']);
    }
  });

  it('that is local reads consistently, and fetches what it does not project', async () => {
    const input = { IndexName: 'byLabel', ConsistentRead: true, Limit: 1 } as const;
    assert.deepEqual(Object.keys((await query(input)).Items?.[0] ?? {}).toSorted(), ['label', 'p', 's']);
    assert.deepEqual((await query({ ...input, ProjectionExpression: 'weight' })).Items, [{ weight: { N: '-1.2' } }]);
    assert.equal((await query({ ...input, Select: 'ALL_ATTRIBUTES' })).Items?.[0]?.['weight']?.N, '-1.2');
  });

  it('that is global refuses consistent reads; one that is not there is refused by name', async () => {
    await assert.rejects(
      byColour({ ConsistentRead: true }),
      refusal('ValidationException', 'Consistent reads are not supported'),
    );
    await assert.rejects(
      query({ IndexName: 'none' }),
      refusal('ValidationException', 'does not have the specified index: none'),
    );
  });
});
