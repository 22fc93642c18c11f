import { AwsError } from '../aws-service.ts';

export const badRequest = (message: string): AwsError => new AwsError('BadRequestException', message);

export const notFound = (what: string): AwsError =>
  new AwsError('NotFoundException', `${what} does not exist.`, { status: 404 });
