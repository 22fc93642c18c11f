import { AwsError } from '../../aws-service.ts';
import type { Contact } from '../messages/delivery.ts';
import { parseContact } from '../messages/send-code.ts';
import type { Room } from '../room.ts';
import type { CodePurpose } from '../store/confirmation-codes.ts';

/**
 * Whether a code is the one that was sent, which counts as a guess when it is not; the code stays until it is spent.
 *
 * @returns where it was sent
 * @throws AwsError CodeMismatchException, ExpiredCodeException; LimitExceededException or TooManyFailedAttemptsException
 * after five wrong ones within an hour, whatever came after them
 */
export function judgeCode(room: Room, poolId: string, holder: string, purpose: CodePurpose, code: string): Contact {
  const action = `guess-${purpose}` as const;
  room.countedActions.assertAllowed(poolId, holder, action);
  try {
    return parseContact(room.confirmationCodes.judge(poolId, holder, purpose, code));
  } catch (error) {
    if (error instanceof AwsError && error.code === 'CodeMismatchException') {
      room.countedActions.count(poolId, holder, action);
    }
    throw error;
  }
}

/** Ends a code that was right; inside the transaction of what it allowed. */
export function spendCode(room: Room, poolId: string, holder: string, purpose: CodePurpose): void {
  room.confirmationCodes.spend(poolId, holder, purpose);
  room.countedActions.forget(poolId, holder, `guess-${purpose}`);
}
