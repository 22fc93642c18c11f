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
    return this.#isFresh() ? this.#keys.get(nameOf(algorithm, keyId)) : undefined;
  }

  /**
   * The key at hand, or after asking the issuer; undefined if it has none of this id.
   *
   * @throws Error when the keys cannot be loaded, or could not a moment ago: who has no keys cannot call a token bad
   */
  async find(algorithm: TokenAlgorithm, keyId: string): Promise<KeyObject | undefined> {
    const known = this.known(algorithm, keyId);
    if (known !== undefined) return known;
    if (this.#loading === undefined && this.#options.now() - this.#askedAt < pauseMillis) {
      if (this.#isFresh()) return undefined;
      throw new Error(`the keys of ${this.#options.url.host} could not be loaded a moment ago`);
    }
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
    return this.known(algorithm, keyId);
  }

  #isFresh(): boolean {
    return this.#options.now() - this.#loadedAt < longestAgeMillis;
  }

  async #load(): Promise<void> {
    const { url, algorithms, fetchKeys, now } = this.#options;
    this.#askedAt = now();
    const set = await fetchKeys(url);
    if (!isKeySet(set)) throw new Error(`what ${url.host} publishes is no key set`);
    this.#keys = toKeys(set, algorithms);
    this.#loadedAt = now();
  }
}

/** The signature keys of a set; what is for anything else, too short or broken is left out. */
function toKeys(set: { readonly keys: readonly unknown[] }, algorithms: readonly TokenAlgorithm[]): Keys {
  const keys = set.keys.flatMap((jwk) =>
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

const isKeySet = (value: unknown): value is { readonly keys: readonly unknown[] } =>
  isRecord(value) && Array.isArray(value['keys']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
