import { type ApiKeyRecord, isAllowedFrom, isUsable } from '../api-key/api-key-record.ts';
import type { AuthorizerEvent } from '../authorizer/authorizer-event.ts';

/** What is kept of every service credential, whatever its kind. */
export interface CredentialTerms extends Omit<ApiKeyRecord, 'hash' | 'client' | 'lastUsedAtSeconds'> {
  /** Whom it belongs to. */
  readonly client: string;
}

/**
 * Why a key or another credential may not be used for a request: it has ended, or is for other addresses or methods. Asked when it is
 * known to be the caller's own, so that nobody else learns of it.
 *
 * @returns words for the log, undefined when it may be used
 */
export function refusalOf(
  terms: Omit<CredentialTerms, 'client'>,
  { httpMethod, requestContext }: AuthorizerEvent,
  nowSeconds: number,
): string | undefined {
  if (!isUsable(terms, nowSeconds)) return 'a credential that has ended';
  if (!isAllowedFrom(terms, requestContext.identity.sourceIp)) return 'a credential from another address';
  const { allowedMethods } = terms;
  const isAllowedWith = allowedMethods.length === 0 || allowedMethods.includes(httpMethod);
  return isAllowedWith ? undefined : 'a credential for other methods';
}
