import type { KeyObject } from 'node:crypto';
import { signedHeaders } from '../../contract/index.ts';
import type { HttpMessage } from './http-message.ts';
import { type SignatureAlgorithm, verifySignature } from './signature-algorithms.ts';
import { toSignatureBase } from './signature-base.ts';
import { queryParameterName } from './signature-components.ts';
import { type GivenSignature, parseSignatures } from './signature-input.ts';

/** A key that a caller signs with. */
export interface SigningKey<Caller> {
  readonly caller: Caller;
  readonly algorithm: SignatureAlgorithm;
  readonly key: KeyObject;
}

export interface HttpSignatureOptions<Caller> {
  /** Of the signatures that are meant for this API: `bank-v1`. Others are left alone. */
  readonly tag: string;
  readonly load: (keyId: string) => Promise<SigningKey<Caller> | undefined>;
  /** Remembers a nonce of a key until it ends; answers whether it is new. Two callers never both hear yes. */
  readonly takeNonce: (keyId: string, nonce: string, endsAtSeconds: number) => Promise<boolean>;
  /** How old a signature may be. @default 300 */
  readonly maxAgeSeconds?: number;
  /** Headers which must be covered when the request has them. @default `signedHeaders` */
  readonly coveredWhenPresent?: readonly string[];
}

/** For the log, never for the caller. */
export type HttpSignatureFault =
  | 'missing'
  | 'malformed'
  | 'ambiguous'
  | 'parameters'
  | 'coverage'
  | 'time'
  | 'unknown-key'
  | 'algorithm'
  | 'signature'
  | 'replayed';

export type HttpSignatureVerdict<Caller> =
  | { readonly kind: 'authenticated'; readonly caller: Caller; readonly keyId: string }
  | { readonly kind: 'refused'; readonly fault: HttpSignatureFault };

/**
 * Checks that a request was signed by a known key (RFC 9421): method, authority, path, every query parameter and the
 * digest of a body are covered, it was made a short time ago, and it was not seen before. That the digest is that of the
 * body is checked where the body is, see `matchesContentDigest`.
 */
export async function checkHttpSignature<Caller>(
  request: { readonly message: HttpMessage; readonly hasBody: boolean; readonly nowSeconds: number },
  options: HttpSignatureOptions<Caller>,
): Promise<HttpSignatureVerdict<Caller>> {
  const { message, hasBody, nowSeconds } = request;
  const found = findSignature(message, options.tag);
  if (typeof found === 'string') return refused(found);
  const { keyId, nonce, created, expires } = found;
  if (keyId === undefined || created === undefined || nonce === undefined || nonce.length < MIN_NONCE_LENGTH) {
    return refused('parameters');
  }
  const covered = new Set(found.components.map(nameOf));
  const missing = needed(message, hasBody, options.coveredWhenPresent ?? signedHeaders).some(
    (name) => !covers(covered, name),
  );
  if (missing) return refused('coverage');
  const endsAt = Math.min(created + (options.maxAgeSeconds ?? MAX_AGE_SECONDS), expires ?? Number.POSITIVE_INFINITY);
  if (!(nowSeconds < endsAt && created <= nowSeconds + CLOCK_SKEW_SECONDS)) return refused('time');

  const key = await options.load(keyId);
  if (key === undefined) return refused('unknown-key');
  if (found.algorithm !== undefined && found.algorithm !== key.algorithm) return refused('algorithm');
  const base = toSignatureBase(message, found);
  if (base === undefined || !verifySignature(key, base, found.signature)) return refused('signature');
  const isFirst = await options.takeNonce(keyId, nonce, endsAt);
  return isFirst ? { kind: 'authenticated', caller: key.caller, keyId } : refused('replayed');
}

const MAX_AGE_SECONDS = 300;
const CLOCK_SKEW_SECONDS = 5;
/** As base64, 16 letters are 96 bits: no two requests of a key choose the same by chance. */
const MIN_NONCE_LENGTH = 16;

const refused = (fault: HttpSignatureFault) => ({ kind: 'refused', fault }) as const;

/** The one signature with the tag. Two would let a client and a proxy mean different ones. */
function findSignature(message: HttpMessage, tag: string): GivenSignature | 'missing' | 'malformed' | 'ambiguous' {
  const [input, ...moreInputs] = message.headers.get('signature-input') ?? [];
  const [signature, ...moreSignatures] = message.headers.get('signature') ?? [];
  if (input === undefined || signature === undefined) return 'missing';
  if (moreInputs.length > 0 || moreSignatures.length > 0) return 'ambiguous';
  const given = parseSignatures(input, signature);
  if (given === undefined) return 'malformed';
  const [found, ...others] = given.filter((each) => each.tag === tag);
  if (found === undefined) return 'missing';
  return others.length > 0 ? 'ambiguous' : found;
}

/** What must be covered, so that nothing which decides on the effect of the request can be changed on its way. */
function needed({ headers, query }: HttpMessage, hasBody: boolean, whenPresent: readonly string[]): readonly string[] {
  return [
    '@method',
    '@authority',
    '@path',
    ...[...query.keys()].map((name) => `@query-param ${queryParameterName(name)}`),
    ...(hasBody ? ['content-digest'] : []),
    ...whenPresent.filter((name) => headers.has(name)),
  ];
}

/** `@target-uri` is authority and path in one; beside a query it has no value, and the signature is refused. */
const covers = (covered: ReadonlySet<string>, name: string): boolean =>
  covered.has(name) || ((name === '@authority' || name === '@path') && covered.has('@target-uri'));

const nameOf = ({ name, parameters }: GivenSignature['components'][number]): string =>
  name === '@query-param' ? `${name} ${String(parameters.get('name'))}` : name;
