import type { JsonObject } from '../../json.ts';
import { validationError } from '../errors.ts';

/** The members of a request that hold expressions, as far as the operation has them. */
export interface ExpressionMembers {
  readonly ConditionExpression?: string | undefined;
  readonly FilterExpression?: string | undefined;
  readonly KeyConditionExpression?: string | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: JsonObject | undefined;
  readonly ExpressionAttributeValues?: JsonObject | undefined;
}

export type ExpressionMember = Exclude<keyof ExpressionMembers, `ExpressionAttribute${string}`>;

/**
 * Refuses placeholders where no expression could use them. AWS does so before it reads anything else of a request.
 *
 * @param known the expressions that the operation has, in AWS's order
 * @throws AwsError
 */
export const assertExpressionMembers = (members: ExpressionMembers, known: readonly ExpressionMember[]): void => {
  if (members.ExpressionAttributeNames !== undefined && known.every((name) => members[name] === undefined)) {
    throw validationError('ExpressionAttributeNames can only be specified when using expressions');
  }
  if (members.ExpressionAttributeValues === undefined) return;
  const withValues = known.filter((name) => name !== 'ProjectionExpression');
  if (withValues.length === 0) return;
  if (withValues.every((name) => members[name] === undefined)) {
    throw validationError(
      'ExpressionAttributeValues can only be specified when using expressions: ' +
        `${withValues.join(' and ')} ${withValues.length > 1 ? 'are' : 'is'} null`,
    );
  }
};
