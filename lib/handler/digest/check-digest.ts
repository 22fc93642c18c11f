import type { KeyObject } from 'node:crypto';
import { toAuthParameters, toChallenge } from '../http-auth/challenge.ts';
import type { ClaimOnce } from '../http-auth/claim-once.ts';
import type { Credentials } from '../http-auth/credentials.ts';
import { isSameSecret } from '../is-same-secret.ts';
import { type DigestInput, digestResponse, serverResponse } from './digest-response.ts';
import { createNonce, nonceTime } from './nonce.ts';
import { isTarget, type RequestTarget } from './request-target.ts';

export interface DigestOptions<Caller> {
  readonly realm: string;
  /** Keys of the nonces: the present one first, then those that are still honoured. */
  readonly nonceKeys: readonly [KeyObject, ...KeyObject[]];
  /** How long a nonce may be used. @default 120 */
  readonly nonceLifeSeconds?: number;
  /**
   * Takes each count of a nonce once until the nonce ends. Counts may come in any order and leave some out, since a client
   * that sends several requests at a time does not know which arrives first.
   */
  readonly claim: ClaimOnce;
  /** The caller with this user name and its H(A1), see `credentialHash`; undefined when there is none. */
  readonly load: (username: string) => Promise<{ readonly caller: Caller; readonly credential: string } | undefined>;
}

export interface DigestRequest extends RequestTarget {
  readonly method: string;
  readonly credentials: Credentials;
  readonly nowSeconds: number;
}

/** For the log, never for the caller. */
export type DigestFault = 'malformed' | 'not-offered' | 'target' | 'nonce' | 'response' | 'stale' | 'replayed';

export type DigestVerdict<Caller> =
  | {
      readonly kind: 'authenticated';
      readonly caller: Caller;
      /** Value of the `Authentication-Info` header of the answer (RFC 7616 §3.5). */
      readonly authenticationInfo: string;
    }
  | { readonly kind: 'refused'; readonly fault: DigestFault };

/** The challenge that asks for Digest, with a fresh nonce. `stale` tells a client to try again without asking its user. */
export const digestChallenge = (
  { realm, nonceKeys: [key] }: Pick<DigestOptions<unknown>, 'realm' | 'nonceKeys'>,
  { nowSeconds, stale }: { readonly nowSeconds: number; readonly stale: boolean },
): string =>
  toChallenge('Digest', {
    realm,
    nonce: createNonce(key, realm, nowSeconds),
    algorithm: { token: 'SHA-256' },
    qop: 'auth',
    charset: { token: 'UTF-8' },
    userhash: { token: 'false' },
    ...(stale && { stale: { token: 'true' } }),
  });

/**
 * Checks the credentials of the Digest scheme (RFC 7616): SHA-256 and `qop=auth` only, for generated credentials. Every
 * request is taken once. What is wrong is told in the order that gives nothing away: only who knows the secret learns
 * that a nonce is stale or a count was used.
 */
export async function checkDigest<Caller>(
  request: DigestRequest,
  options: DigestOptions<Caller>,
): Promise<DigestVerdict<Caller>> {
  const given = readDigest(request.credentials);
  if (given === undefined) return refused('malformed');
  if (!isOffered(request.credentials, options.realm)) return refused('not-offered');
  if (!isTarget(given.uri, request)) return refused('target');
  const madeAt = nonceTime(given.nonce, options.nonceKeys, options.realm);
  if (madeAt === undefined) return refused('nonce');

  const found = await options.load(given.username);
  // An unknown user costs as many hashes as a wrong response.
  const credential = found?.credential ?? NOBODY;
  const isRight = isSameSecret(given.response, digestResponse(credential, request.method, given));
  if (found === undefined || !isRight) return refused('response');

  const endsAt = madeAt + (options.nonceLifeSeconds ?? NONCE_LIFE_SECONDS);
  if (!(request.nowSeconds < endsAt && madeAt <= request.nowSeconds + CLOCK_SKEW_SECONDS)) return refused('stale');
  const isFirst = await options.claim(`digest ${given.nonce} ${given.nc}`, endsAt);
  if (!isFirst) return refused('replayed');
  return { kind: 'authenticated', caller: found.caller, authenticationInfo: toAuthenticationInfo(credential, given) };
}

const NOBODY = '0'.repeat(64);
const NONCE_LIFE_SECONDS = 120;
/** Nonces of another instance, whose clock may be ahead. */
const CLOCK_SKEW_SECONDS = 5;

const refused = (fault: DigestFault): { readonly kind: 'refused'; readonly fault: DigestFault } => ({
  kind: 'refused',
  fault,
});

interface GivenDigest extends DigestInput {
  readonly username: string;
  readonly realm: string;
  readonly response: string;
}

const isGiven = (parameters: object): parameters is GivenDigest =>
  needed.every((name) => name in parameters && parameters[name as keyof typeof parameters] !== '');
const needed = [
  'username',
  'realm',
  'nonce',
  'uri',
  'response',
  'nc',
  'cnonce',
] as const satisfies (keyof GivenDigest)[];

/** Parameters that are not known are left out, as the RFC demands. */
function readDigest({ scheme, parameters }: Credentials): GivenDigest | undefined {
  if (scheme !== 'digest' || parameters.has('username*')) return undefined;
  const values = Object.fromEntries(parameters);
  if (!isGiven(values)) return undefined;
  // The answer repeats the cnonce in a header of its own.
  const isWell = /^(?!0{8})[0-9a-f]{8}$/.test(values.nc) && /^[\x20-\x7e]{1,256}$/.test(values.cnonce);
  return isWell && /^[0-9a-f]{64}$/.test(values.response) ? values : undefined;
}

/** A client that names no algorithm means MD5 (§3.4), one that names no `qop` the scheme of RFC 2069. */
const isOffered = ({ parameters }: Credentials, realm: string): boolean =>
  parameters.get('realm') === realm &&
  parameters.get('algorithm') === 'SHA-256' &&
  parameters.get('qop') === 'auth' &&
  (parameters.get('userhash') ?? 'false').toLowerCase() === 'false';

const toAuthenticationInfo = (credential: string, input: DigestInput): string =>
  toAuthParameters({
    qop: { token: 'auth' },
    rspauth: serverResponse(credential, input),
    cnonce: input.cnonce,
    nc: { token: input.nc },
  });
