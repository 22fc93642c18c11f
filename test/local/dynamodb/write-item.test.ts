import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { refusal, runningDynamoDb, tableOf } from './support/running.ts';

const TableName = 'things';
const Key = { pk: { S: 'a' }, sk: { S: '1' } };
const Item = { ...Key, n: { N: '1' }, m: { M: { x: { S: 'old' }, y: { S: 'same' } } } };

let db: Awaited<ReturnType<typeof runningDynamoDb>>;
before(async () => {
  db = await runningDynamoDb([
    tableOf(TableName, {
      indexes: [
        {
          name: 'byOwner',
          kind: 'global',
          key: { partition: { name: 'owner', type: 'S' } },
          projection: { type: 'ALL' },
        },
      ],
    }),
  ]);
});
after(() => db.close());
beforeEach(() => db.client.send(new PutItemCommand({ TableName, Item })));

const stored = async () => (await db.client.send(new GetItemCommand({ TableName, Key }))).Item;
const update = (input: Partial<UpdateItemCommandInput>) =>
  db.client.send(new UpdateItemCommand({ TableName, Key, ...input }));

describe('PutItem', () => {
  it('replaces the whole item and can return the old one', async () => {
    const { Attributes } = await db.client.send(
      new PutItemCommand({ TableName, Item: { ...Key, other: { S: 'x' } }, ReturnValues: 'ALL_OLD' }),
    );
    assert.deepEqual(Attributes, Item);
    assert.deepEqual(await stored(), { ...Key, other: { S: 'x' } });
  });

  it('writes when its condition holds, and not when it does not', async () => {
    const fresh = { ...Key, pk: { S: 'condition' } };
    const once = new PutItemCommand({ TableName, Item: fresh, ConditionExpression: 'attribute_not_exists(pk)' });
    await db.client.send(once);
    await assert.rejects(
      db.client.send(once),
      refusal('ConditionalCheckFailedException', 'The conditional request failed'),
    );
  });

  it('shows the item that stood in the way only when asked to', async () => {
    const failing = { TableName, Item: Key, ConditionExpression: 'attribute_not_exists(pk)' };
    const shown = async (input: object) => {
      const error = await db.client
        .send(new PutItemCommand({ ...failing, ...input }))
        .catch((reason: unknown) => reason);
      assert.ok(error instanceof ConditionalCheckFailedException);
      return error.Item;
    };
    assert.deepEqual(await shown({ ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }), Item);
    assert.equal(await shown({}), undefined);
  });

  it('keeps every type as it is', async () => {
    const every = {
      ...Key,
      s: { S: '' },
      b: { B: new Uint8Array([0, 255]) },
      t: { BOOL: false },
      z: { NULL: true },
      l: { L: [{ N: '1' }, { S: 'x' }] },
      e: { M: {} },
      ss: { SS: ['a', 'b'] },
      ns: { NS: ['1', '2.5'] },
      bs: { BS: [new Uint8Array([1])] },
    };
    await db.client.send(new PutItemCommand({ TableName, Item: every }));
    const { bs, b, ...rest } = (await stored()) ?? {};
    const { bs: _bs, b: _b, ...expected } = every;
    assert.deepEqual(rest, expected);
    assert.deepEqual([...(b?.B ?? [])], [0, 255]);
    assert.deepEqual([...(bs?.BS?.[0] ?? [])], [1]);
  });

  it('refuses items whose keys are missing, empty, too long, or of another type', async () => {
    for (const [item, message] of [
      [{ pk: { S: 'a' } }, 'Missing the key sk in the item'],
      [{ pk: { S: 'a' }, sk: { N: '1' } }, 'Type mismatch for key sk expected: S actual: N'],
      [{ pk: { S: '' }, sk: { S: '1' } }, 'cannot contain an empty string value. Key: pk'],
      [{ pk: { S: 'p'.repeat(2049) }, sk: { S: '1' } }, 'Size of hashkey has exceeded'],
      [{ pk: { S: 'a' }, sk: { S: 's'.repeat(1025) } }, 'Aggregated size of all range keys has exceeded'],
      [{ ...Key, owner: { N: '1' } }, 'Type mismatch for Index Key owner Expected: S Actual: N IndexName: byOwner'],
      [{ ...Key, owner: { S: '' } }, 'IndexName: byOwner, IndexKey: owner'],
    ] as const) {
      await assert.rejects(
        db.client.send(new PutItemCommand({ TableName, Item: item })),
        refusal('ValidationException', message),
      );
    }
  });

  it('takes items of up to 400 KB', async () => {
    const overhead = 'pk'.length + 'a'.length + 'sk'.length + '1'.length + 'd'.length;
    const ofSize = (bytes: number) =>
      new PutItemCommand({ TableName, Item: { ...Key, d: { S: 'x'.repeat(bytes - overhead) } } });
    await db.client.send(ofSize(400 * 1024));
    await assert.rejects(
      db.client.send(ofSize(400 * 1024 + 1)),
      refusal('ValidationException', 'Item size has exceeded'),
    );
  });

  it('names what it does not know', async () => {
    const legacy = { TableName, Item: Key, Expected: { a: { Exists: false } } };
    await assert.rejects(
      db.client.send(new PutItemCommand(legacy)),
      refusal('ValidationException', 'does not do the legacy parameter Expected (use ConditionExpression)'),
    );
    await assert.rejects(
      db.client.send(new PutItemCommand({ ...legacy, ConditionExpression: 'attribute_exists(pk)' })),
      refusal('ValidationException', 'Can not use both expression and non-expression parameters'),
    );
    // The SDK leaves out what it does not know itself.
    const response = await fetch(db.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem' },
      body: JSON.stringify({ TableName, Item: Key, Surprise: 1 }),
    });
    assert.match(await response.text(), /does not know the parameter Surprise/);
    await assert.rejects(
      db.client.send(new PutItemCommand({ TableName: 'nothing', Item: Key })),
      refusal('ResourceNotFoundException', 'Requested resource not found'),
    );
  });
});

describe('UpdateItem', () => {
  it('changes what it names and returns what it is asked for', async () => {
    const change = {
      UpdateExpression: 'SET m.x = :v ADD n :one',
      ExpressionAttributeValues: { ':v': { S: 'new' }, ':one': { N: '1' } },
    };
    const after = { ...Key, n: { N: '2' }, m: { M: { x: { S: 'new' }, y: { S: 'same' } } } };
    for (const [ReturnValues, expected] of [
      ['NONE', undefined],
      ['ALL_OLD', Item],
      ['ALL_NEW', after],
      ['UPDATED_OLD', { n: { N: '1' }, m: { M: { x: { S: 'old' } } } }],
      ['UPDATED_NEW', { n: { N: '2' }, m: { M: { x: { S: 'new' } } } }],
    ] as const) {
      await db.client.send(new PutItemCommand({ TableName, Item }));
      const { Attributes } = await update({ ...change, ReturnValues });
      assert.deepEqual(Attributes, expected, ReturnValues);
      assert.deepEqual(await stored(), after);
    }
  });

  it('makes the item when there is none, even when it only takes away', async () => {
    const made = async (pk: string, input: Partial<UpdateItemCommandInput>) => {
      const key = { pk: { S: pk }, sk: { S: '1' } };
      await update({ Key: key, ...input });
      return (await db.client.send(new GetItemCommand({ TableName, Key: key }))).Item;
    };
    assert.deepEqual(await made('bare', {}), { pk: { S: 'bare' }, sk: { S: '1' } });
    assert.equal((await made('set', { UpdateExpression: 'SET a = pk' }))?.['a']?.S, 'set');
    assert.deepEqual(await made('taken', { UpdateExpression: 'REMOVE a' }), { pk: { S: 'taken' }, sk: { S: '1' } });
  });

  it('changes nothing when its condition does not hold', async () => {
    await assert.rejects(
      update({
        UpdateExpression: 'SET n = :v',
        ConditionExpression: 'n > :v',
        ExpressionAttributeValues: { ':v': { N: '5' } },
      }),
      refusal('ConditionalCheckFailedException'),
    );
    assert.deepEqual(await stored(), Item);
  });

  it('refuses to change keys, to break an index and to grow beyond 400 KB', async () => {
    for (const [UpdateExpression, value, message] of [
      ['SET pk = :v', { S: 'b' }, 'Cannot update attribute pk. This attribute is part of the key'],
      ['SET owner = :v', { N: '1' }, 'reserved keyword: owner'],
      ['SET #o = :v', { N: '1' }, 'Type mismatch for Index Key owner'],
      ['SET d = :v', { S: 'x'.repeat(410_000) }, 'Item size to update has exceeded'],
    ] as const) {
      const names = UpdateExpression.includes('#o') ? { ExpressionAttributeNames: { '#o': 'owner' } } : {};
      await assert.rejects(
        update({ UpdateExpression, ExpressionAttributeValues: { ':v': value }, ...names }),
        refusal('ValidationException', message),
      );
    }
  });
});

describe('DeleteItem', () => {
  it('deletes once, and no item is no error', async () => {
    const remove = new DeleteItemCommand({ TableName, Key, ReturnValues: 'ALL_OLD' });
    assert.deepEqual((await db.client.send(remove)).Attributes, Item);
    assert.equal((await db.client.send(remove)).Attributes, undefined);
    assert.equal(await stored(), undefined);
  });

  it('deletes nothing when its condition does not hold', async () => {
    const conditional = { TableName, Key, ConditionExpression: 'attribute_not_exists(n)' };
    await assert.rejects(
      db.client.send(new DeleteItemCommand(conditional)),
      refusal('ConditionalCheckFailedException'),
    );
    assert.deepEqual(await stored(), Item);
  });
});

describe('GetItem', () => {
  it('returns what the projection asks for, nested as it was', async () => {
    const { Item: part } = await db.client.send(
      new GetItemCommand({
        TableName,
        Key,
        ProjectionExpression: 'm.x, absent, #n',
        ExpressionAttributeNames: { '#n': 'n' },
      }),
    );
    assert.deepEqual(part, { m: { M: { x: { S: 'old' } } }, n: { N: '1' } });
  });

  it('takes the ARN of a table for its name', async () => {
    const arn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/things';
    assert.deepEqual((await db.client.send(new GetItemCommand({ TableName: arn, Key }))).Item, Item);
  });

  it('tells the capacity that it would have used', async () => {
    const units = async (input: object) =>
      (await db.client.send(new GetItemCommand({ TableName, Key, ReturnConsumedCapacity: 'TOTAL', ...input })))
        .ConsumedCapacity?.CapacityUnits;
    assert.equal(await units({}), 0.5);
    assert.equal(await units({ ConsistentRead: true }), 1);
  });

  it('refuses keys that are not those of the table', async () => {
    for (const key of [{ pk: { S: 'a' } }, { ...Key, n: { N: '1' } }, { pk: { S: 'a' }, sk: { N: '1' } }]) {
      await assert.rejects(
        db.client.send(new GetItemCommand({ TableName, Key: key })),
        refusal('ValidationException', 'The provided key element does not match the schema'),
      );
    }
  });
});
