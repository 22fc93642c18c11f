import * as jose from 'jose';
import type { UserPoolKeys } from '../../cognito/index.ts';

type KeySet = ReturnType<typeof jose.createLocalJWKSet>;

/** The keys of user pools, imported once for each set that a pool publishes. */
export interface KeySets {
  of(pool: UserPoolKeys): KeySet;
}

export function createKeySets(): KeySets {
  const byIssuer = new Map<string, { readonly published: string; readonly keySet: KeySet }>();
  return {
    of({ issuer, jwks }) {
      const published = JSON.stringify(jwks);
      const known = byIssuer.get(issuer);
      if (known?.published === published) return known.keySet;
      const keySet = jose.createLocalJWKSet({ keys: jwks.keys.map((key) => ({ ...key })) });
      byIssuer.set(issuer, { published, keySet });
      return keySet;
    },
  };
}
