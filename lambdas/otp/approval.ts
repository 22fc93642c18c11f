import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import {
  type ClaimedProof,
  fingerprintOf,
  type Occasion,
  type Principal,
  parseProof,
} from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { N, S } from '../ledger/attributes.ts';
import { nowInSeconds } from '../now-in-seconds.ts';
import { isSteppedUp } from './step-up.ts';
import { challengeKey, oneTimeCodeTable } from './table.ts';

/** That somebody may do something he could not do by his token alone. */
export interface Approval {
  /** What the transaction that does it must hold: it fails with them, and a proof is spent by it or not at all. */
  readonly conditions: readonly TransactWriteItem[];
  /** Whether they would hold now; asked when the transaction failed. */
  holds(signal: AbortSignal): Promise<boolean>;
}

/**
 * The caller's strong approval of exactly this: the proof of a one-time password, or a token of a fresh step-up.
 *
 * @param proof the `one-time-proof` header. A proof that was sent is the one that counts, so that it is spent.
 * @returns undefined where there is neither
 */
export function strongApproval(
  principal: Pick<Principal, 'assurance'>,
  proof: string | undefined,
  occasion: Occasion,
): Approval | undefined {
  if (proof !== undefined) return byProof(parseProof(proof), occasion);
  return isSteppedUp(principal, nowInSeconds()) ? unconditional : undefined;
}

/** Nothing more is asked. */
export const unconditional: Approval = { conditions: [], holds: async () => true };

function byProof(proof: ClaimedProof | undefined, occasion: Occasion): Approval | undefined {
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
