import { AwsError } from '../aws-service.ts';

export const secretNotFound = (): AwsError =>
  new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

export const versionNotFound = (which: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${which}`);

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', message);

export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequestException', message);

export const markedForDeletion = (): AwsError =>
  invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");

export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceededException', message);
