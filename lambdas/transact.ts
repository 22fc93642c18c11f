import { setTimeout as pause } from 'node:timers/promises';
import {
  TransactionCanceledException,
  TransactionInProgressException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { Problem } from '../lib/handler/index.ts';
import { dynamodb } from './dynamodb.ts';

const attempts = 8;
const [firstPauseMillis, longestPauseMillis] = [20, 500];

/** Reasons that only say that somebody else was there first, or that the table is busy (DynamoDB, TransactWriteItems). */
const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/**
 * Writes all of the items or none.
 *
 * @returns false when a condition did not hold.
 * @throws Problem `unavailable` when other transactions kept the items busy all the time.
 */
export async function transact(items: readonly TransactWriteItem[], signal: AbortSignal): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [...items] }), { abortSignal: signal });
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      if (!isPassing(error)) throw error;
    }
    await pause(backoffMillis(attempt), undefined, { signal });
  }
  throw new Problem('unavailable');
}

const reasonsOf = (error: TransactionCanceledException): readonly (string | undefined)[] =>
  (error.CancellationReasons ?? []).map(({ Code }) => Code);

const isConditionFailed = (error: unknown): boolean =>
  error instanceof TransactionCanceledException && reasonsOf(error).includes('ConditionalCheckFailed');

const isPassing = (error: unknown): boolean =>
  error instanceof TransactionInProgressException ||
  (error instanceof TransactionCanceledException &&
    reasonsOf(error).some((code) => code !== undefined && passing.has(code)));

/** Exponential with full jitter: those who collided must not meet again at the same moment. */
const backoffMillis = (attempt: number): number =>
  Math.random() * Math.min(longestPauseMillis, firstPauseMillis * 2 ** attempt);
