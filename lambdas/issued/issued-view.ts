import { isUsable } from '../../lib/handler/index.ts';
import type { ApiKeyView } from '../schemas.ts';
import type { IssuedFacts } from './issued-item.ts';

export const toInstant = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** What operators see of a key and of a credential alike. */
export const issuedView = (facts: IssuedFacts) => ({
  name: facts.name,
  purpose: facts.purpose,
  scopes: [...facts.scopes],
  roles: [...facts.roles],
  allowedCidrs: [...facts.allowedCidrs],
  // Only what a contract named was ever written there; the answer is held against the contract once more.
  allowedMethods: [...facts.allowedMethods] as ApiKeyView['allowedMethods'],
  createdAt: toInstant(facts.createdAtSeconds),
  createdBy: facts.createdBy,
  expiresAt: toInstant(facts.expiresAtSeconds),
  ...(facts.revokedAtSeconds === undefined ? {} : { revokedAt: toInstant(facts.revokedAtSeconds) }),
  ...(facts.revokedBy === undefined ? {} : { revokedBy: facts.revokedBy }),
});

/** What has come of it. */
export function issuedStatus(facts: IssuedFacts, nowSeconds: number): 'active' | 'expired' | 'revoked' {
  if (facts.status === 'revoked') return 'revoked';
  return isUsable(facts, nowSeconds) ? 'active' : 'expired';
}
