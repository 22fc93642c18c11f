import { AwsError, type HttpRequest } from '../aws-service.ts';

/** The parts of a Signature Version 4 `Authorization` header. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `20260131`, UTC */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Lower case, in the order of signing. */
  readonly signedHeaders: readonly string[];
  /** 64 lower-case hex digits. */
  readonly signature: string;
}

const FORM = new RegExp(
  [
    /^AWS4-HMAC-SHA256 /,
    /Credential=(?<accessKeyId>[A-Za-z0-9_]{1,128})\/(?<date>\d{8})\/(?<region>[a-z0-9-]+)\/(?<service>[a-z0-9-]+)\/aws4_request, ?/,
    /SignedHeaders=(?<signedHeaders>[a-z0-9-]+(?:;[a-z0-9-]+)*), ?/,
    /Signature=(?<signature>[0-9a-f]{64})$/,
  ]
    .map(({ source }) => source)
    .join(''),
);

/**
 * AWS IAM User Guide, "Create a signed AWS API request", step 6.
 *
 * @throws AwsError `MissingAuthenticationTokenException` without a header, `IncompleteSignatureException` for any other
 * form or algorithm, Signature Version 4A among them
 */
export const parseAuthorization = (header: string | undefined): Authorization => {
  if (header === undefined) {
    throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  const parts = FORM.exec(header)?.groups;
  if (parts === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      'The Authorization header must be AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…',
    );
  }
  const { accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = '' } = parts;
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature };
};

/** Whether a header means to be a signature of AWS, whatever its version and however broken. */
export const isAwsAuthorization = (header: string | undefined): boolean => header?.startsWith('AWS4-') === true;

/** The service that a request says it is signed for, before anything is checked; undefined when it says none. */
export const peekSigningName = ({ headers }: HttpRequest): string | undefined =>
  FORM.exec(headers.get('authorization')?.join() ?? '')?.groups?.['service'];
