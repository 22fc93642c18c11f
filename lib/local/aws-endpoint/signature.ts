import { hash } from 'node:crypto';
import { canonicalPath, canonicalQuery } from './canonical-request.ts';
import type { Authorization } from './parse-authorization.ts';
import { signingKeyOf } from './signing-key.ts';

/** What is signed of a request. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly path: string;
  readonly query: string;
  /** Names in lower case, every value in order of arrival. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
  /** `20260131T235959Z`, the `X-Amz-Date` header. */
  readonly timestamp: string;
}

/**
 * The signature that the owner of the secret would have made, in hex.
 *
 * AWS IAM User Guide, "Create a signed AWS API request", steps 1 to 5.
 */
export const signatureOf = (
  request: SignedRequest,
  { date, region, service, signedHeaders }: Pick<Authorization, 'date' | 'region' | 'service' | 'signedHeaders'>,
  secretAccessKey: string,
): string => {
  let canonicalHeaders = '';
  for (const name of signedHeaders) canonicalHeaders += `${name}:${canonicalValue(request.headers.get(name))}\n`;
  const canonicalRequest =
    `${request.method}\n${canonicalPath(request.path)}\n${canonicalQuery(request.query)}\n` +
    `${canonicalHeaders}\n${signedHeaders.join(';')}\n${sha256(request.body)}`;
  const scope = `${date}/${region}/${service}/aws4_request`;
  const sign = signingKeyOf({ secretAccessKey, date, region, service });
  return sign(`AWS4-HMAC-SHA256\n${request.timestamp}\n${scope}\n${sha256(canonicalRequest)}`);
};

export const sha256 = (data: string | Buffer): string => hash('sha256', data, 'hex');

/** Values of one name joined by commas, runs of spaces made one. */
const canonicalValue = (values: readonly string[] = []): string => {
  const [first = ''] = values;
  return values.length === 1 ? withSingleSpaces(first) : values.map(withSingleSpaces).join(',');
};

/** The parser of HTTP has dropped the spaces at the ends; what else looks like one there is part of the value. */
const withSingleSpaces = (value: string): string => (value.includes('  ') ? value.replace(/ +/g, ' ') : value);
