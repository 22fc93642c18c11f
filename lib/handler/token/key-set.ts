import { createPublicKey, type KeyObject } from 'node:crypto';

/** Loads the JSON Web Key Set (RFC 7517 §5) at a URL. */
export type FetchKeys = (url: URL) => Promise<unknown>;

export interface KeySetOptions {
  readonly url: URL;
  readonly fetchKeys: FetchKeys;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Keys are loaded again after this time, so that one which the issuer withdrew is not trusted for ever. */
const longestAgeMillis = 60 * 60_000;
/** A stranger's key ids make the set ask its issuer no more often than this. */
const pauseMillis = 10_000;

/** The signing keys of one issuer, loaded when first needed. */
export class KeySet {
  readonly #options: KeySetOptions;
  #keys: ReadonlyMap<string, KeyObject> = new Map();
  #loadedAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | undefined;

  constructor(options: KeySetOptions) {
    this.#options = options;
  }

  /** The key at hand, if it is fresh. */
  known(keyId: string): KeyObject | undefined {
    return this.#options.now() - this.#loadedAt < longestAgeMillis ? this.#keys.get(keyId) : undefined;
  }

  /** The key at hand, or after asking the issuer; undefined if it has none of this id. */
  async find(keyId: string): Promise<KeyObject | undefined> {
    const known = this.known(keyId);
    if (known !== undefined) return known;
    if (this.#loading === undefined && this.#options.now() - this.#askedAt < pauseMillis) return undefined;
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
    return this.known(keyId);
  }

  async #load(): Promise<void> {
    const { url, fetchKeys, now } = this.#options;
    this.#askedAt = now();
    this.#keys = toKeys(await fetchKeys(url));
    this.#loadedAt = now();
  }
}

/** The RSA signature keys of a set, by id; what is for anything else, too short or broken is left out. */
function toKeys(set: unknown): ReadonlyMap<string, KeyObject> {
  const entries = isRecord(set) && Array.isArray(set['keys']) ? set['keys'] : [];
  return new Map(entries.flatMap((jwk: unknown) => (isRecord(jwk) ? toKey(jwk) : [])));
}

/** RFC 7518 §3.3 asks for 2048 bits. */
function toKey(jwk: Readonly<Record<string, unknown>>): readonly (readonly [string, KeyObject])[] {
  const { kty, use = 'sig', alg = 'RS256', kid } = jwk;
  if (kty !== 'RSA' || use !== 'sig' || alg !== 'RS256' || typeof kid !== 'string' || kid === '') return [];
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2_048 ? [[kid, key]] : [];
  } catch {
    return [];
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
