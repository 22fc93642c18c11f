import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { isUsable, Problem, rotateApiKey } from '../../lib/handler/index.ts';
import type { Act } from '../issued/act.ts';
import { transact } from '../transact.ts';
import { freshKey, type Issued } from './fresh-key.ts';
import { type KeyFacts, keyOf } from './key-item.ts';
import { loadKey } from './load-key.ts';
import { apiKeyTable } from './table.ts';

export type KeyRotation =
  | (Issued & { readonly predecessorExpiresAtSeconds: number })
  | { readonly refused: 'not-found' | 'api-key-replaced' | 'api-key-ended' | 'unavailable' };

/** Times that a key may change between the question what becomes of it and the answer. */
const attempts = 3;

const refusals = { replaced: 'api-key-replaced', ended: 'api-key-ended' } as const;

/**
 * Replaces a key by one with the same terms and the same end. One transaction issues the new key, ends the old one with
 * its grace and the one before it at once, on condition that nobody replaced, revoked or shortened any of them meanwhile.
 */
export async function rotateKey(
  keyId: string,
  graceSeconds: number,
  act: Act,
  signal: AbortSignal,
): Promise<KeyRotation> {
  const { nowSeconds } = act;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const old = await loadKey(keyId, signal);
    if (old === undefined) return { refused: 'not-found' };
    const rotation = rotateApiKey(old, { nowSeconds, graceSeconds });
    if (rotation.kind === 'refused') return { refused: refusals[rotation.because] };
    const { predecessorExpiresAtSeconds, successorExpiresAtSeconds: expiresAtSeconds } = rotation;
    const { issued, item } = await freshKey({ ...old, expiresAtSeconds, predecessor: keyId }, act);
    const before = old.predecessor === undefined ? undefined : await loadKey(old.predecessor, signal);
    const done = await written(
      [
        putNew(item),
        replace(old, issued.facts.keyId, predecessorExpiresAtSeconds),
        ...(before !== undefined && isUsable(before, nowSeconds) ? [end(before, nowSeconds)] : []),
      ],
      signal,
    );
    if (done) return { ...issued, predecessorExpiresAtSeconds };
  }
  return { refused: 'unavailable' };
}

/** @returns false, too, when others kept the key busy all the time: most likely one of them replaced it. */
const written = (items: readonly TransactWriteItem[], signal: AbortSignal): Promise<boolean> =>
  transact(items, signal).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'unavailable') return false;
    throw error;
  });

const putNew = (item: NonNullable<TransactWriteItem['Put']>['Item']): TransactWriteItem => ({
  Put: { TableName: apiKeyTable(), Item: item, ConditionExpression: 'attribute_not_exists(keyId)' },
});

const replace = (old: KeyFacts, successor: string, endsAtSeconds: number): TransactWriteItem => ({
  Update: {
    TableName: apiKeyTable(),
    Key: keyOf(old.keyId),
    UpdateExpression: 'SET replacedBy = :successor, expiresAtSeconds = :end',
    ConditionExpression: 'attribute_not_exists(replacedBy) AND #status = :active AND expiresAtSeconds = :seen',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':successor': { S: successor },
      ':end': { N: String(endsAtSeconds) },
      ':active': { S: 'active' },
      ':seen': { N: String(old.expiresAtSeconds) },
    },
  },
});

const end = ({ keyId }: KeyFacts, nowSeconds: number): TransactWriteItem => ({
  Update: {
    TableName: apiKeyTable(),
    Key: keyOf(keyId),
    UpdateExpression: 'SET expiresAtSeconds = :now',
    // Nothing may give it time: it can only have lost some.
    ConditionExpression: 'expiresAtSeconds > :now',
    ExpressionAttributeValues: { ':now': { N: String(nowSeconds) } },
  },
});
