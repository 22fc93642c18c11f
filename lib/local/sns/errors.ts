import { AwsError } from '../aws-service.ts';

export const invalidParameter = (message: string): AwsError =>
  new AwsError('InvalidParameter', `Invalid parameter: ${message}`);

export const notFound = (what: string): AwsError => new AwsError('NotFound', `${what} does not exist`, { status: 404 });
