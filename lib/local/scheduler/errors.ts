import { AwsError } from '../aws-service.ts';

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

export const notFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `${what} does not exist.`, { status: 404 });

export const conflict = (what: string): AwsError =>
  new AwsError('ConflictException', `${what} already exists.`, { status: 409 });
