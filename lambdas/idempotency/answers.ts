import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { environment } from '../../lib/contract/index.ts';
import type { AnswerStore, Claimed, Reply, RequestClaim } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { requiredVariable } from '../required-variable.ts';

type Item = NonNullable<ConditionalCheckFailedException['Item']>;

/** Repeating a request is recognised for a week, like a transfer. */
const lifeSeconds = 7 * 24 * 3_600;

/** An item has 400 KB, and its keys and times need some of them. */
const longestAnswerBytes = 390_000;
/** In the place of an answer that is longer. */
const answered = 'null';

const table = () => requiredVariable(environment.idempotencyTable);
const N = (value: number) => ({ N: String(value) });

/**
 * The answers of requests with an idempotency key, in a table of their own. Whether an item is over is asked of its own
 * time: DynamoDB deletes it up to two days later.
 */
export const answers: AnswerStore = {
  async claim(claim) {
    const { id, fingerprint, attempt, nowSeconds, leaseEndsSeconds } = claim;
    const command = new PutItemCommand({
      TableName: table(),
      Item: {
        id: { S: id },
        fingerprint: { S: fingerprint },
        attempt: { S: attempt },
        leaseEndsSeconds: N(leaseEndsSeconds),
        expiresAt: N(Math.floor(nowSeconds) + lifeSeconds),
      },
      // An attempt whose lease is over was killed; the same request may try again.
      ConditionExpression:
        'attribute_not_exists(id) OR expiresAt <= :now OR ' +
        '(attribute_not_exists(answer) AND leaseEndsSeconds <= :now AND fingerprint = :fingerprint)',
      ExpressionAttributeValues: { ':now': N(Math.floor(nowSeconds)), ':fingerprint': { S: fingerprint } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await dynamodb.send(command);
      return { kind: 'first' };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return toClaimed(claim, error.Item ?? {});
    }
  },

  async keep(claim, reply) {
    const answer = JSON.stringify(reply);
    const kept = Buffer.byteLength(answer) <= longestAnswerBytes ? answer : answered;
    const command = new UpdateItemCommand({
      TableName: table(),
      Key: { id: { S: claim.id } },
      UpdateExpression: 'SET answer = :answer',
      ConditionExpression: 'attempt = :attempt',
      ExpressionAttributeValues: { ':answer': { S: kept }, ':attempt': { S: claim.attempt } },
    });
    await dynamodb.send(command);
  },

  async release({ id, attempt }) {
    const command = new DeleteItemCommand({
      TableName: table(),
      Key: { id: { S: id } },
      ConditionExpression: 'attempt = :attempt AND attribute_not_exists(answer)',
      ExpressionAttributeValues: { ':attempt': { S: attempt } },
    });
    await dynamodb.send(command);
  },
};

function toClaimed({ fingerprint, attempt }: RequestClaim, item: Item): Claimed {
  if (item['fingerprint']?.S !== fingerprint) return { kind: 'other' };
  const answer = item['answer']?.S;
  if (answer === answered) return { kind: 'done' };
  // keep() wrote it.
  if (answer !== undefined) return { kind: 'answered', reply: JSON.parse(answer) as Reply };
  // The SDK writes again when an answer of DynamoDB was lost: then what it meets is its own claim.
  return { kind: item['attempt']?.S === attempt ? 'first' : 'running' };
}
