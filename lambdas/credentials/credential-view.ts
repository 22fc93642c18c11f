import { isUsable } from '../../lib/handler/index.ts';
import { toInstant } from '../api-keys/key-view.ts';
import { type CredentialFacts, toPublicId } from './credential-item.ts';
import type { CredentialView } from './schemas.ts';

/** A credential as operators see it. */
export function toView(facts: CredentialFacts, nowSeconds: number): CredentialView {
  const { credentialId, kind, client, name, purpose, createdBy, details, revokedBy } = facts;
  return {
    credentialId: toPublicId(credentialId),
    kind,
    subject: credentialId.slice(kind.length + 1),
    client,
    name,
    purpose,
    // As with the methods: what stands there was written by this code.
    ...(details as Pick<CredentialView, 'algorithm' | 'subjectDN' | 'issuerDN' | 'serialNumber' | 'alternativeName'>),
    scopes: [...facts.scopes],
    roles: [...facts.roles],
    allowedCidrs: [...facts.allowedCidrs],
    // Only what a contract named was ever written there; the answer is held against the contract once more.
    allowedMethods: [...facts.allowedMethods] as CredentialView['allowedMethods'],
    status: statusOf(facts, nowSeconds),
    createdAt: toInstant(facts.createdAtSeconds),
    createdBy,
    expiresAt: toInstant(facts.expiresAtSeconds),
    ...(facts.revokedAtSeconds === undefined ? {} : { revokedAt: toInstant(facts.revokedAtSeconds) }),
    ...(revokedBy === undefined ? {} : { revokedBy }),
  };
}

function statusOf(facts: CredentialFacts, nowSeconds: number): CredentialView['status'] {
  if (facts.status === 'revoked') return 'revoked';
  return isUsable(facts, nowSeconds) ? 'active' : 'expired';
}
