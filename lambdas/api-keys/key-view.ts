import { isUsable } from '../../lib/handler/index.ts';
import type { ApiKeyView } from '../schemas.ts';
import type { KeyFacts } from './key-item.ts';

export const toInstant = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** A key as operators see it. */
export function toView(facts: KeyFacts, nowSeconds: number): ApiKeyView {
  const { keyId, client, name, purpose, last4, createdBy, predecessor, replacedBy, revokedBy } = facts;
  return {
    keyId,
    ...(client === undefined ? {} : { client }),
    name,
    purpose,
    last4,
    scopes: [...facts.scopes],
    roles: [...facts.roles],
    allowedCidrs: [...facts.allowedCidrs],
    // Only what a contract named was ever written there; the answer is held against the contract once more.
    allowedMethods: [...facts.allowedMethods] as ApiKeyView['allowedMethods'],
    status: statusOf(facts, nowSeconds),
    createdAt: toInstant(facts.createdAtSeconds),
    createdBy,
    expiresAt: toInstant(facts.expiresAtSeconds),
    ...(facts.lastUsedAtSeconds === undefined ? {} : { lastUsedAt: toInstant(facts.lastUsedAtSeconds) }),
    ...(predecessor === undefined ? {} : { predecessor }),
    ...(replacedBy === undefined ? {} : { replacedBy }),
    ...(facts.revokedAtSeconds === undefined ? {} : { revokedAt: toInstant(facts.revokedAtSeconds) }),
    ...(revokedBy === undefined ? {} : { revokedBy }),
  };
}

function statusOf(facts: KeyFacts, nowSeconds: number): ApiKeyView['status'] {
  if (facts.status === 'revoked') return 'revoked';
  if (!isUsable(facts, nowSeconds)) return 'expired';
  return facts.replacedBy === undefined ? 'active' : 'replaced';
}
