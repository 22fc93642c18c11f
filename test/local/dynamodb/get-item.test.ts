import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import type { AwsCall } from '../../../lib/local/aws-service.ts';
import { createDynamoDb } from '../../../lib/local/dynamodb/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { testEnvironment } from '../support/environment.ts';
import { tableOf } from './support/running.ts';

const call: AwsCall = {
  caller: { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' },
  requestId: 'one',
  nowMillis: 0,
};

/** Names that JSON and JavaScript treat in ways of their own stand among the others. */
const names = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('__proto__', '10', '2', 'constructor', 'toJSON'));
const attributes = fc.dictionary(names, fc.record({ S: fc.string() }), { noNullPrototype: false });

describe('an item as text', () => {
  const service = createDynamoDb({ environment: testEnvironment(''), memory: true });
  service.declareTable(tableOf('things'));
  after(() => service.close());
  const { operations } = service.api;
  const getItem = operations.get('GetItem');

  const assertSame = (request: JsonObject): string | undefined => {
    const text = getItem?.runToText?.(request, call);
    assert.equal(text, JSON.stringify(getItem?.run(request, call)));
    return text;
  };
  const key = { pk: { S: 'p' }, sk: { S: 's' } };

  it('is what the operation answers as a structure, whatever is asked of it', async () => {
    await fc.assert(
      fc.asyncProperty(attributes, async (content) => {
        await operations
          .get('PutItem')
          ?.run({ TableName: 'things', Item: { m: { M: content }, ...content, ...key } }, call);
        const request = { TableName: 'things', Key: key };
        assert.match(assertSame(request) ?? '', /^\{"Item":\{/);
        assertSame({ ...request, ReturnConsumedCapacity: 'NONE' });
        assert.match(assertSame({ ...request, ReturnConsumedCapacity: 'TOTAL' }) ?? '', /"CapacityUnits":0.5/);
        assert.equal(assertSame({ ...request, ProjectionExpression: 'pk' }), '{"Item":{"pk":{"S":"p"}}}');
      }),
    );
  });

  it('is none where there is no item', () => {
    assert.equal(assertSame({ TableName: 'things', Key: { ...key, sk: { S: 'other' } } }), '{}');
  });

  it('is refused as the structure is', () => {
    assert.throws(() => getItem?.runToText?.({ TableName: 'others', Key: key }, call), /Requested resource not found/);
  });
});
