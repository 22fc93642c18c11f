import { issuedStatus, issuedView, toInstant } from '../issued/issued-view.ts';
import type { ApiKeyView } from '../schemas.ts';
import type { KeyFacts } from './key-item.ts';

/** A key as operators see it. */
export function toView(facts: KeyFacts, nowSeconds: number): ApiKeyView {
  const { keyId, client, last4, lastUsedAtSeconds, predecessor, replacedBy } = facts;
  return {
    keyId,
    ...(client === undefined ? {} : { client }),
    last4,
    ...issuedView(facts),
    status: statusOf(facts, nowSeconds),
    ...(lastUsedAtSeconds === undefined ? {} : { lastUsedAt: toInstant(lastUsedAtSeconds) }),
    ...(predecessor === undefined ? {} : { predecessor }),
    ...(replacedBy === undefined ? {} : { replacedBy }),
  };
}

/** A key has a successor, which a credential has not: a lost secret of those is revoked, and another one issued. */
function statusOf(facts: KeyFacts, nowSeconds: number): ApiKeyView['status'] {
  const status = issuedStatus(facts, nowSeconds);
  return status === 'active' && facts.replacedBy !== undefined ? 'replaced' : status;
}
