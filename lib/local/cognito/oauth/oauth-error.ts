import type { HttpResponse } from '../../aws-service.ts';
import { unstoredResponse } from './json-response.ts';

/** RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7009 §2.2.1, OpenID Connect Core 1.0 §3.1.2.6 */
export type OauthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_token'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'unsupported_token_type'
  | 'invalid_scope'
  | 'login_required'
  | 'access_denied';

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

/** Answers an endpoint that programs call; what is no `OauthError` goes on to become a 500 that says nothing. */
export async function answeringErrors(answer: () => HttpResponse | Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof OauthError) return errorResponse(error);
    throw error;
  }
}
