import { AwsError } from '../aws-service.ts';

/** Codes of the service carry its namespace. */
export const sqsError = (code: string, message: string): AwsError => new AwsError(`com.amazonaws.sqs#${code}`, message);

export const queueDoesNotExist = (): AwsError => sqsError('QueueDoesNotExist', 'The specified queue does not exist.');

export const invalidAttribute = (name: string): AwsError =>
  sqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);

export const invalidParameter = (message: string): AwsError => sqsError('InvalidParameterValue', message);

export const missingParameter = (name: string): AwsError =>
  sqsError('MissingParameter', `The request must contain the parameter ${name}.`);
