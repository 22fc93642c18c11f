import { AwsError } from '../aws-service.ts';

export const validation = (message: string): AwsError => new AwsError('ValidationException', message);

export const notFound = (message: string): AwsError => new AwsError('NotFoundException', message);

export const keyNotFound = (arn: string): AwsError => notFound(`Key '${arn}' does not exist`);

export const disabled = (arn: string): AwsError => new AwsError('DisabledException', `${arn} is disabled.`);

export const invalidState = (message: string): AwsError => new AwsError('KMSInvalidStateException', message);

export const unsupported = (message: string): AwsError => new AwsError('UnsupportedOperationException', message);

/** Says nothing of what is wrong with a ciphertext, as AWS does. */
export const invalidCiphertext = (): AwsError => new AwsError('InvalidCiphertextException', '');

export const incorrectKey = (): AwsError =>
  new AwsError(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );

export const invalidKeyUsage = (message: string): AwsError => new AwsError('InvalidKeyUsageException', message);
