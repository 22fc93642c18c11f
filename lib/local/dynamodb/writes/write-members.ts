import type { JsonObject } from '../../json.ts';

/** The members that every conditional write of one item has, alone or in a transaction. */
export interface WriteMembers {
  readonly TableName: string;
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: JsonObject | undefined;
  readonly ExpressionAttributeValues?: JsonObject | undefined;
  /** `PutItem` and `DeleteItem` show the old item or nothing. */
  readonly ReturnValues?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE' | undefined;
}
