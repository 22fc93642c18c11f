import type { HttpResponse } from '../../aws-service.ts';
import { unstoredResponse } from './json-response.ts';

/** RFC 6749 §5.2 */
export type OauthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope';

export class OauthError extends Error {
  override readonly name = 'OauthError';
  readonly code: OauthErrorCode;
  /** Set where the client tried HTTP Basic: the answer is then a 401 with a challenge. */
  readonly challenge: boolean;

  constructor(code: OauthErrorCode, description: string, { challenge = false } = {}) {
    super(description);
    this.code = code;
    this.challenge = challenge;
  }
}

export const errorResponse = ({ code, message, challenge }: OauthError): HttpResponse =>
  challenge
    ? unstoredResponse(401, { error: code, error_description: message }, { 'www-authenticate': 'Basic realm="oauth2"' })
    : unstoredResponse(400, { error: code, error_description: message });
