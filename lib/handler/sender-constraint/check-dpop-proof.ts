import { createPublicKey, hash, type JsonWebKey, type KeyObject } from 'node:crypto';
import { parseJwsObject, splitJws } from '../token/compact-jws.ts';
import { isTokenAlgorithm, type TokenAlgorithm, tokenAlgorithms } from '../token/token-algorithms.ts';
import { TokenRefused } from '../token/token-refused.ts';
import { keyThumbprint } from './key-thumbprint.ts';

export interface DpopRequest {
  readonly method: string;
  /** Where clients reach the API, without query: `https://api.bank.example/accounts`. */
  readonly url: string;
  /** The access token that the proof comes with. */
  readonly accessToken: string;
  readonly nowSeconds: number;
}

export interface DpopOptions {
  /** @default all of the table */
  readonly algorithms?: readonly [TokenAlgorithm, ...TokenAlgorithm[]];
  /** Whether `nonce` is one that this API gave out lately (RFC 9449 §9). @default not asked for */
  readonly isOurNonce?: (nonce: string) => boolean;
  /** Remembers a proof until it ends; answers whether it is new. Two callers never both hear yes. */
  readonly takeProof: (thumbprint: string, proofId: string, endsAtSeconds: number) => Promise<boolean>;
}

/** A proof is fresh for this long, either way of the clock (§11.1). */
const lifeSeconds = 60;
const longestProofId = 256;
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Checks a DPoP proof (RFC 9449 §4.3): made by the holder of its key for this method, URL and access token, a moment ago
 * and for the first time.
 *
 * @returns the thumbprint of the key, which must be that of the token's `cnf.jkt`
 * @throws TokenRefused naming the fault; `nonce` asks the client to try again with a nonce of ours
 */
export async function checkDpopProof(proof: string, request: DpopRequest, options: DpopOptions): Promise<string> {
  const { encodedHeader, encodedPayload, signed, signature } = splitJws(proof);
  const { algorithm, key, thumbprint } = readHeader(encodedHeader, options);
  if (!tokenAlgorithms[algorithm].verify(signed, key, signature)) throw new TokenRefused('signature');

  const { htm, htu, iat, ath, jti, nonce } = parseJwsObject(encodedPayload);
  if (htm !== request.method || normalUrl(htu) !== normalUrl(request.url)) throw new TokenRefused('target');
  if (ath !== hash('sha256', request.accessToken, 'base64url')) throw new TokenRefused('access-token');
  if (!(typeof iat === 'number' && Math.abs(request.nowSeconds - iat) <= lifeSeconds))
    throw new TokenRefused('expired');
  if (options.isOurNonce !== undefined && !(typeof nonce === 'string' && options.isOurNonce(nonce))) {
    throw new TokenRefused('nonce');
  }
  if (typeof jti !== 'string' || jti === '' || jti.length > longestProofId) throw new TokenRefused('malformed');
  if (!(await options.takeProof(thumbprint, jti, iat + lifeSeconds + 1))) throw new TokenRefused('replayed');
  return thumbprint;
}

interface ProofHeader {
  readonly algorithm: TokenAlgorithm;
  readonly key: KeyObject;
  readonly thumbprint: string;
}

function readHeader(encoded: string, { algorithms }: DpopOptions): ProofHeader {
  const { typ, alg, jwk, crit } = parseJwsObject(encoded);
  if (typ !== 'dpop+jwt') throw new TokenRefused('type');
  if (crit !== undefined) throw new TokenRefused('critical-header');
  if (!isTokenAlgorithm(alg) || algorithms?.includes(alg) === false) throw new TokenRefused('algorithm');
  if (!isKey(jwk)) throw new TokenRefused('unknown-key');
  const { fits, isStrong } = tokenAlgorithms[alg];
  const thumbprint = fits(jwk) && !privateMembers.some((name) => name in jwk) ? keyThumbprint(jwk) : undefined;
  const key = thumbprint === undefined ? undefined : toKey(jwk);
  if (thumbprint === undefined || key === undefined || !isStrong(key)) throw new TokenRefused('unknown-key');
  return { algorithm: alg, key, thumbprint };
}

/** Its members are checked where they are read. */
const isKey = (value: unknown): value is JsonWebKey => typeof value === 'object' && value !== null;

const toKey = (jwk: JsonWebKey): KeyObject | undefined => {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
};

/** Scheme and host in lower case, no default port, neither query nor fragment (§4.3, point 9). */
const normalUrl = (text: unknown): string | undefined => {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  return url === null ? undefined : `${url.origin}${url.pathname}`;
};
