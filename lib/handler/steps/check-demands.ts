import type { BearerAccess } from '../../contract/index.ts';
import { isAssured } from '../access-token/check-assurance.ts';
import { isIssuerTaken } from '../access-token/is-issuer-taken.ts';
import type { Step } from '../call.ts';
import type { ProvenAssurance } from '../principal/principal.ts';
import { standardProblem } from '../problem.ts';

/**
 * Asks again for what the contract demands of a token or a certificate: the authorizer, which alone can challenge, reads it from a table of
 * its own, and a function wired to another authorizer would be open.
 */
export const checkDemands: Step = ({ promised: { ways }, principal }) => {
  if (ways.vouchedBy !== 'function' || principal === undefined) return;
  for (const scheme of ways.schemes.get(principal.way) ?? []) {
    if (scheme.kind === 'bearer' && !isMet(scheme, principal.assurance)) throw standardProblem('access-denied');
    if (scheme.kind === 'clientCertificate' && scheme.pinned !== undefined && principal.assurance.isPinned !== true) {
      throw standardProblem('access-denied');
    }
  }
};

function isMet({ issuers, boundTo, assurance, fresh }: BearerAccess, proven: ProvenAssurance): boolean {
  if (!isIssuerTaken(issuers, proven.issuedBy)) return false;
  if (boundTo !== undefined && proven.boundTo === undefined) return false;
  if (boundTo !== undefined && boundTo !== 'any' && proven.boundTo !== boundTo) return false;
  if (fresh !== undefined && !proven.isFresh) return false;
  return assurance === undefined || isAssured(proven, assurance, Date.now() / 1_000);
}
