import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { type TokenAlgorithm, tokenAlgorithms } from './token-algorithms.ts';

/** Loads the JSON Web Key Set (RFC 7517 §5) at a URL. */
export type FetchKeys = (url: URL) => Promise<unknown>;

export interface KeySetOptions {
  readonly url: URL;
  /** What the issuer may sign with: a key of another kind is left out, and a key that names one serves that alone. */
  readonly algorithms: readonly TokenAlgorithm[];
  readonly fetchKeys: FetchKeys;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Keys are loaded again after this time, so that one which the issuer withdrew is not trusted for ever. */
const longestAgeMillis = 60 * 60_000;
/** A stranger's key ids make the set ask its issuer no more often than this. */
const pauseMillis = 10_000;

/** Keys by what a token names: the algorithm and the key id. */
type Keys = ReadonlyMap<string, KeyObject>;
const nameOf = (algorithm: TokenAlgorithm, keyId: string): string => `${algorithm} ${keyId}`;

/** The signing keys of one issuer, loaded when first needed. */
export class KeySet {
  readonly #options: KeySetOptions;
  #keys: Keys = new Map();
  #loadedAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | undefined;

  constructor(options: KeySetOptions) {
    this.#options = options;
  }

  /** The key at hand, if it is fresh. */
  known(algorithm: TokenAlgorithm, keyId: string): KeyObject | undefined {
    const isFresh = this.#options.now() - this.#loadedAt < longestAgeMillis;
    return isFresh ? this.#keys.get(nameOf(algorithm, keyId)) : undefined;
  }

  /** The key at hand, or after asking the issuer; undefined if it has none of this id. */
  async find(algorithm: TokenAlgorithm, keyId: string): Promise<KeyObject | undefined> {
    const known = this.known(algorithm, keyId);
    if (known !== undefined) return known;
    if (this.#loading === undefined && this.#options.now() - this.#askedAt < pauseMillis) return undefined;
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
    return this.known(algorithm, keyId);
  }

  async #load(): Promise<void> {
    const { url, algorithms, fetchKeys, now } = this.#options;
    this.#askedAt = now();
    this.#keys = toKeys(await fetchKeys(url), algorithms);
    this.#loadedAt = now();
  }
}

/** The signature keys of a set; what is for anything else, too short or broken is left out. */
function toKeys(set: unknown, algorithms: readonly TokenAlgorithm[]): Keys {
  const entries = isRecord(set) && Array.isArray(set['keys']) ? set['keys'] : [];
  const keys = entries.flatMap((jwk: unknown) =>
    isRecord(jwk) ? algorithms.flatMap((algorithm) => toKey(jwk, algorithm)) : [],
  );
  // Of two keys with one name nobody knows which is meant.
  const named = Map.groupBy(keys, ([name]) => name);
  return new Map(
    [...named.values()].flatMap(([key, ...others]) => (key === undefined || others.length > 0 ? [] : [key])),
  );
}

function toKey(jwk: JsonWebKey, algorithm: TokenAlgorithm): readonly (readonly [string, KeyObject])[] {
  const { fits, isStrong } = tokenAlgorithms[algorithm];
  const { use = 'sig', alg = algorithm, key_ops: operations = ['verify'], kid } = jwk;
  const isForVerifying = use === 'sig' && Array.isArray(operations) && operations.includes('verify');
  if (!fits(jwk) || !isForVerifying || alg !== algorithm || typeof kid !== 'string' || kid === '') return [];
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return isStrong(key) ? [[nameOf(algorithm, kid), key]] : [];
  } catch {
    return [];
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
