import { issuedStatus, issuedView } from '../issued/issued-view.ts';
import { type CredentialFacts, toPublicId } from './credential-item.ts';
import type { CredentialView } from './schemas.ts';

/** A credential as operators see it. */
export function toView(facts: CredentialFacts, nowSeconds: number): CredentialView {
  const { credentialId, kind, client, details } = facts;
  return {
    credentialId: toPublicId(credentialId),
    kind,
    subject: credentialId.slice(kind.length + 1),
    client,
    // As with the methods: what stands there was written by this code.
    ...(details as Pick<CredentialView, 'algorithm' | 'subjectDN' | 'issuerDN' | 'serialNumber'>),
    ...issuedView(facts),
    status: issuedStatus(facts, nowSeconds),
  };
}
