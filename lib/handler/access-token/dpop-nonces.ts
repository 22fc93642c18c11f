import type { KeyObject } from 'node:crypto';
import { realm } from '../authorizer/realm.ts';
import { createNonce, nonceTime } from '../digest/nonce.ts';

/** Nonces that a DPoP proof must carry, so that none is made in advance (RFC 9449 §9). */
export interface DpopNonces {
  create(nowSeconds: number): string;
  isOurs(nonce: string, nowSeconds: number): boolean;
}

/** For so long a client goes on with one nonce, in seconds. */
const lifeSeconds = 300;

/** Nonces that need no store: the key recognises them. */
export const dpopNonces = (key: KeyObject): DpopNonces => ({
  create: (nowSeconds) => createNonce(key, purpose(), nowSeconds),
  isOurs(nonce, nowSeconds) {
    const madeAt = nonceTime(nonce, [key], purpose());
    return madeAt !== undefined && nowSeconds - madeAt < lifeSeconds;
  },
});

/** A nonce of the Digest scheme is none of DPoP, though one key made both. */
const purpose = () => `${realm()} dpop`;
