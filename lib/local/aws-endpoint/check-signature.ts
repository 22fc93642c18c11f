import { timingSafeEqual } from 'node:crypto';
import { type AwsCaller, AwsError, type HttpRequest } from '../aws-service.ts';
import { parseAuthorization } from './parse-authorization.ts';
import { parseQuery } from './parse-query.ts';
import { sha256, signatureOf } from './signature.ts';
import type { SigningIdentity } from './signing-identity.ts';

/** How far the clock of the caller may be off, either way. */
const SKEW_MILLIS = 5 * 60_000;

export interface SignatureScope {
  readonly region: string;
  readonly service: string;
  readonly nowMillis: number;
  readonly identify: (accessKeyId: string) => SigningIdentity | undefined;
}

/**
 * Who signed the request, by Signature Version 4 in the `Authorization` header: the whole body, the host, the time and
 * every `X-Amz-…` header must be covered, so that nothing that steers the call can be altered or left unsigned.
 *
 * @throws AwsError with AWS's code for what is wrong
 */
export const checkSignature = (request: HttpRequest, scope: SignatureScope): AwsCaller => {
  if (parseQuery(request.query).some(([name]) => name.toLowerCase().startsWith('x-amz-')))
    throw invalid('Signatures in the query string are not taken here; sign by the Authorization header');
  const authorization = parseAuthorization(singleValue(request, 'authorization'));
  checkScope(authorization, scope);
  checkSignedHeaders(request, authorization.signedHeaders);
  const timestamp = checkTime(singleValue(request, 'x-amz-date'), authorization.date, scope.nowMillis);

  const identity = scope.identify(authorization.accessKeyId);
  if (identity === undefined || !isSame(singleValue(request, 'x-amz-security-token'), identity.sessionToken)) {
    throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  const expected = signatureOf({ ...request, timestamp }, authorization, identity.secretAccessKey);
  const declaredHash = singleValue(request, 'x-amz-content-sha256');
  const coversBody = declaredHash === undefined || declaredHash === sha256(request.body);
  if (!coversBody || !isSame(authorization.signature, expected)) {
    throw invalid(
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return identity.caller;
};

const invalid = (message: string): AwsError => new AwsError('InvalidSignatureException', message);

const checkScope = (
  credential: { readonly region: string; readonly service: string },
  { region, service }: SignatureScope,
): void => {
  if (credential.region !== region) throw invalid(`Credential should be scoped to a valid region: ${region}.`);
  if (credential.service !== service) throw invalid(`Credential should be scoped to correct service: '${service}'.`);
};

const checkSignedHeaders = (request: HttpRequest, signedHeaders: readonly string[]): void => {
  assertSigned('host', signedHeaders);
  for (const name of request.headers.keys()) if (name.startsWith('x-amz-')) assertSigned(name, signedHeaders);
  const inOrder = signedHeaders.every((name, i) => i === 0 || (signedHeaders[i - 1] ?? '') < name);
  if (!inOrder) throw invalid('Signed headers must be sorted, each named once.');
  const absent = signedHeaders.find((name) => !request.headers.has(name));
  if (absent !== undefined) throw invalid(`The signed header '${absent}' is not in the request.`);
};

const assertSigned = (name: string, signedHeaders: readonly string[]): void => {
  if (!signedHeaders.includes(name)) throw invalid(`'${name}' must be a signed header.`);
};

/** Answers the timestamp when it is well-formed, of the day of the scope, and within the skew. */
const checkTime = (timestamp: string | undefined, scopeDate: string, nowMillis: number): string => {
  if (timestamp === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      "Authorization header requires existence of 'X-Amz-Date' header.",
    );
  }
  const signedAt = TIMESTAMP.test(timestamp) ? Date.parse(withSeparators(timestamp)) : Number.NaN;
  if (!timestamp.startsWith(`${scopeDate}T`)) {
    throw invalid(`Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date: '${scopeDate}'.`);
  }
  if (!(signedAt >= nowMillis - SKEW_MILLIS)) throw invalid('Signature expired: it is more than 5 minutes old.');
  if (!(signedAt <= nowMillis + SKEW_MILLIS))
    throw invalid('Signature not yet current: it is more than 5 minutes ahead.');
  return timestamp;
};

const TIMESTAMP = /^\d{8}T\d{6}Z$/;

/** `2026-01-31T23:59:59Z` of `20260131T235959Z`, by places: groups of a pattern cost as much as the HMAC does. */
const withSeparators = (timestamp: string): string => {
  const part = (from: number, to: number): string => timestamp.slice(from, to);
  return `${part(0, 4)}-${part(4, 6)}-${part(6, 11)}:${part(11, 13)}:${part(13, 16)}`;
};

/** @throws AwsError when the header comes twice, so that no two readers can take different ones */
const singleValue = ({ headers }: HttpRequest, name: string): string | undefined => {
  const values = headers.get(name) ?? [];
  if (values.length > 1) throw invalid(`The header '${name}' must not be repeated.`);
  return values[0];
};

/** In a time that does not depend on where they differ. Two absent values are the same. */
const isSame = (a: string | undefined, b: string | undefined): boolean => {
  if (a === undefined || b === undefined) return a === b;
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  // How long they are is no secret: signatures are of one length, and tokens are made here.
  return one.length === other.length && timingSafeEqual(one, other);
};
