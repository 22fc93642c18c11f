import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type ClaimedProof, fingerprintOf, type Occasion, parseProof } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { N, S } from '../ledger/attributes.ts';
import { nowInSeconds } from '../now-in-seconds.ts';
import { challengeKey, oneTimeCodeTable } from './table.ts';

/** That somebody may do something he could not do by his token alone. */
export interface Approval {
  /** What the transaction that does it must hold: it fails with them, and a proof is spent by it or not at all. */
  readonly conditions: readonly TransactWriteItem[];
  /** Whether they would hold now; asked when the transaction failed. */
  holds(signal: AbortSignal): Promise<boolean>;
}

/** Nothing more is asked. */
export const unconditional: Approval = { conditions: [], holds: async () => true };

/**
 * The caller's approval of exactly this, by a one-time password. No token is one, however strong and recent the sign-in
 * that it came from: whoever steals it would approve what he likes.
 *
 * @param sent the `one-time-proof` header
 * @returns undefined where it is none
 */
export function approvalByProof(sent: string | undefined, occasion: Occasion): Approval | undefined {
  const proof = sent === undefined ? undefined : parseProof(sent);
  if (proof === undefined) return undefined;
  const fingerprint = fingerprintOf(occasion);
  return { conditions: [spend(proof, fingerprint)], holds: (signal) => isGood(proof, fingerprint, signal) };
}

/** The fingerprint holds the subject: a proof of somebody else, or for something else, is none. */
const spend = ({ challengeId, hash }: ClaimedProof, fingerprint: string): TransactWriteItem => ({
  Update: {
    TableName: oneTimeCodeTable(),
    Key: challengeKey(challengeId),
    UpdateExpression: 'SET spentAtSeconds = :now',
    ConditionExpression:
      'proofHash = :hash AND fingerprint = :occasion AND proofExpiresAtSeconds > :now AND attribute_not_exists(spentAtSeconds)',
    ExpressionAttributeValues: { ':now': N(nowInSeconds()), ':hash': S(hash), ':occasion': S(fingerprint) },
  },
});

/** The same question as the condition of `spend`, for those who want to know why it failed. */
async function isGood({ challengeId, hash }: ClaimedProof, fingerprint: string, signal: AbortSignal): Promise<boolean> {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: oneTimeCodeTable(), Key: challengeKey(challengeId), ConsistentRead: true }),
    { abortSignal: signal },
  );
  return (
    item?.['proofHash']?.S === hash &&
    item['fingerprint']?.S === fingerprint &&
    Number(item['proofExpiresAtSeconds']?.N) > nowInSeconds() &&
    item['spentAtSeconds'] === undefined
  );
}
