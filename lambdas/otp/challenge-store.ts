import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionConflictException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type ChallengeRecord, type ChallengeStore, firstVersion } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { integer, N, S, text } from '../ledger/attributes.ts';
import { challengeKey, oneTimeCodeTable } from './table.ts';

/** Challenges are of no use an hour after their end; until then they say what became of them. */
const keptSeconds = 3_600;

/** Writes down a challenge before its code leaves the bank. */
export async function putChallenge(record: ChallengeRecord, signal: AbortSignal): Promise<void> {
  const { challengeId, subject, fingerprint, codeHash, pepperVersion, expiresAtSeconds } = record;
  const command = new PutItemCommand({
    TableName: oneTimeCodeTable(),
    Item: {
      ...challengeKey(challengeId),
      subject: S(subject),
      fingerprint: S(fingerprint),
      codeHash: S(codeHash),
      pepperVersion: N(pepperVersion),
      attempts: N(0),
      expiresAtSeconds: N(expiresAtSeconds),
      expiresAt: N(expiresAtSeconds + keptSeconds),
    },
    ConditionExpression: 'attribute_not_exists(id)',
  });
  await dynamodb.send(command, { abortSignal: signal });
}

/** The table of one-time passwords as the limits need it: each step is one conditional write. */
export const challengeStore = (signal: AbortSignal): ChallengeStore => ({
  async countAttempt(challengeId, subject, { attempts, nowSeconds }) {
    const attributes = await update(
      {
        Key: challengeKey(challengeId),
        // Only what is touched is answered: the hash stays as it is, and so does its version.
        UpdateExpression:
          'SET attempts = attempts + :one, codeHash = codeHash, pepperVersion = if_not_exists(pepperVersion, :first)',
        ConditionExpression:
          'subject = :subject AND attempts < :most AND expiresAtSeconds > :now AND attribute_not_exists(proofHash)',
        ExpressionAttributeValues: {
          ':one': N(1),
          ':first': N(firstVersion),
          ':subject': S(subject),
          ':most': N(attempts),
          ':now': N(nowSeconds),
        },
        ReturnValues: 'UPDATED_NEW',
      },
      signal,
    );
    return (
      attributes && { codeHash: text(attributes, 'codeHash'), pepperVersion: integer(attributes, 'pepperVersion') }
    );
  },
  async consume(challengeId, { hash, expiresAtSeconds }) {
    const attributes = await update(
      {
        Key: challengeKey(challengeId),
        UpdateExpression: 'SET proofHash = :hash, proofExpiresAtSeconds = :end',
        // The SDK writes again when an answer of DynamoDB was lost: then the proof that it meets is this one.
        ConditionExpression: 'attribute_exists(subject) AND (attribute_not_exists(proofHash) OR proofHash = :hash)',
        ExpressionAttributeValues: { ':hash': S(hash), ':end': N(expiresAtSeconds) },
        ReturnValues: 'UPDATED_NEW',
      },
      signal,
    );
    return attributes !== undefined;
  },
});

type Update = Omit<ConstructorParameters<typeof UpdateItemCommand>[0], 'TableName'>;

/** @returns undefined when the condition does not hold, or the proof is being spent at this moment */
async function update(change: Update, signal: AbortSignal) {
  try {
    const command = new UpdateItemCommand({ ...change, TableName: oneTimeCodeTable() });
    return (await dynamodb.send(command, { abortSignal: signal })).Attributes ?? {};
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException) {
      return undefined;
    }
    throw error;
  }
}
