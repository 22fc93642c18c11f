import { AwsError } from '../aws-service.ts';
import type { JsonObject } from '../json.ts';

/** A request that DynamoDB refuses before, or while, it looks at data. */
export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);

/** The same, in the words that most item-level refusals begin with. */
export const invalidParameter = (message: string): AwsError =>
  validationError(`One or more parameter values were invalid: ${message}`);

/** A member of the request has the wrong JSON type. */
export const serializationError = (message: string): AwsError => new AwsError('SerializationException', message);

export const resourceNotFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);

export const resourceInUse = (message: string): AwsError => new AwsError('ResourceInUseException', message);

/** @param item the item that is there, when the request asked for it */
export const conditionFailed = (item?: JsonObject): AwsError =>
  new AwsError(
    'ConditionalCheckFailedException',
    CONDITION_FAILED,
    item === undefined ? {} : { fields: { Item: item } },
  );

const CONDITION_FAILED = 'The conditional request failed';
