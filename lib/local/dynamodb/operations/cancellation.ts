import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { CONFLICT } from '../writes/items-in-flight.ts';

/** Why an element of a transaction stopped it; `None` for those that did not. */
export type CancellationReason = JsonObject & { readonly Code: string };

const NONE: CancellationReason = { Code: 'None' };

const reasonCodes: ReadonlyMap<string, string> = new Map([
  ['ConditionalCheckFailedException', 'ConditionalCheckFailed'],
  ['ValidationException', 'ValidationError'],
]);

/**
 * The reason that a refusal of one element gives.
 *
 * @throws the refusal itself when it concerns the whole transaction
 */
export const reasonFor = (refusal: unknown): CancellationReason => {
  const code = refusal instanceof AwsError ? reasonCodes.get(refusal.code) : undefined;
  if (!(refusal instanceof AwsError) || code === undefined) throw refusal;
  return { Code: code, Message: refusal.message, ...refusal.fields };
};

/**
 * Refuses a transaction that meets another on one of its items.
 *
 * @throws AwsError `TransactionCanceledException`
 */
export const checkConflicts = (items: readonly string[], isBusy: (item: string) => boolean): void => {
  const reasons = items.map((item) => (isBusy(item) ? { Code: 'TransactionConflict', Message: CONFLICT } : undefined));
  if (reasons.some((reason) => reason !== undefined)) throw cancelled(reasons);
};

/** `TransactionCanceledException` with a reason for each element, in their order. */
export const cancelled = (reasons: readonly (CancellationReason | undefined)[]): AwsError => {
  const all = reasons.map((reason) => reason ?? NONE);
  const codes = all.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { fields: { CancellationReasons: all } },
  );
};

/**
 * Does something with each element before any of them is run. As on AWS the first refusal ends it, and the elements
 * after it are not looked at.
 *
 * @throws AwsError `TransactionCanceledException`
 */
export const checkEach = <Element, Result>(
  elements: readonly Element[],
  check: (element: Element) => Result,
): readonly Result[] =>
  elements.map((element, index) => {
    try {
      return check(element);
    } catch (refusal) {
      const reason = reasonFor(refusal);
      throw cancelled(elements.map((_, other) => (other === index ? reason : undefined)));
    }
  });
