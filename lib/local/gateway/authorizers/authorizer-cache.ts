import { createHash } from 'node:crypto';

/** Answers of Lambda authorizers, by authorizer and every identity value; never by the values themselves. */
export interface AuthorizerCache<Result> {
  get(authorizerId: string, identity: readonly string[]): Result | undefined;
  set(authorizerId: string, identity: readonly string[], result: Result, seconds: number): void;
}

/** So many strangers cannot fill the memory. */
const capacity = 10_000;

export function createAuthorizerCache<Result>(now: () => number): AuthorizerCache<Result> {
  const entries = new Map<string, { readonly result: Result; readonly expiresAtMillis: number }>();
  return {
    get(authorizerId, identity) {
      const entry = entries.get(keyOf(authorizerId, identity));
      return entry !== undefined && now() < entry.expiresAtMillis ? entry.result : undefined;
    },
    set(authorizerId, identity, result, seconds) {
      if (!(seconds > 0)) return;
      const key = keyOf(authorizerId, identity);
      entries.delete(key);
      entries.set(key, { result, expiresAtMillis: now() + seconds * 1_000 });
      const oldest = entries.keys().next().value;
      if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
    },
  };
}

const keyOf = (authorizerId: string, identity: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([authorizerId, ...identity]))
    .digest('base64');
