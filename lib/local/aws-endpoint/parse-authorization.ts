import { AwsError, type HttpRequest } from '../aws-service.ts';

/** What a Signature Version 4 `Authorization` header says before the signature itself. */
export interface SigningClaims {
  readonly accessKeyId: string;
  /** `20260131`, UTC */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Lower case, in the order of signing. */
  readonly signedHeaders: readonly string[];
}

/** The parts of a Signature Version 4 `Authorization` header. */
export interface Authorization extends SigningClaims {
  /** 64 lower-case hex digits. */
  readonly signature: string;
}

const CLAIMS = new RegExp(
  [
    /^AWS4-HMAC-SHA256 /,
    /Credential=(?<accessKeyId>[A-Za-z0-9_]{1,128})\/(?<date>\d{8})\/(?<region>[a-z0-9-]+)\/(?<service>[a-z0-9-]+)\/aws4_request, ?/,
    /SignedHeaders=(?<signedHeaders>[a-z0-9-]+(?:;[a-z0-9-]+)*), ?/,
    /Signature=$/,
  ]
    .map(({ source }) => source)
    .join(''),
);
const SIGNATURE = /^[0-9a-f]{64}$/;
const SIGNATURE_LENGTH = 64;

/** Of one day, what each client of each service says: more than any template has at once. */
const MOST_CLAIMS = 1_000;

/** Nobody is known yet who writes this: what is longer than clients write is read, and not remembered. */
const LONGEST_REMEMBERED = 1_000;

const known = new Map<string, SigningClaims>();

/** A client says the same all day but for its signature, so the text is read once; undefined for any other form. */
const readClaims = (text: string): SigningClaims | undefined => {
  const found = known.get(text);
  if (found !== undefined) return found;
  const parts = CLAIMS.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { accessKeyId = '', date = '', region = '', service = '', signedHeaders = '' } = parts;
  const claims = { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';') };
  if (text.length > LONGEST_REMEMBERED) return claims;
  if (known.size >= MOST_CLAIMS) known.clear();
  known.set(text, claims);
  return claims;
};

const readAuthorization = (header: string): Authorization | undefined => {
  const signature = header.slice(-SIGNATURE_LENGTH);
  const claims = SIGNATURE.test(signature) ? readClaims(header.slice(0, -SIGNATURE_LENGTH)) : undefined;
  return claims && { ...claims, signature };
};

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
  const authorization = readAuthorization(header);
  if (authorization === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      'The Authorization header must be AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…',
    );
  }
  return authorization;
};

/** Whether a header means to be a signature of AWS, whatever its version and however broken. */
export const isAwsAuthorization = (header: string | undefined): boolean => header?.startsWith('AWS4-') === true;

/** The service that a request says it is signed for, before anything is checked; undefined when it says none. */
export const peekSigningName = ({ headers }: HttpRequest): string | undefined =>
  readAuthorization(headers.get('authorization')?.join() ?? '')?.service;
