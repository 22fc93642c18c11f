import type { HttpRequest } from '../../aws-service.ts';
import { formFieldsOf } from '../../form-fields.ts';
import { OauthError } from './oauth-error.ts';

/** More than any form is long; what is longer is not even taken apart. */
const longestFormBytes = 65_536;

/**
 * The parameters of a form, each at most once; one without a value counts as missing (RFC 6749 §3.2).
 *
 * @throws OauthError invalid_request for another content type, a repeated parameter, parameters in the URL, or too many
 */
export function parseForm(request: HttpRequest): ReadonlyMap<string, string> {
  const [contentType, ...others] = request.headers.get('content-type') ?? [];
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/x-www-form-urlencoded' || others.length > 0) {
    throw new OauthError('invalid_request', 'the body must be application/x-www-form-urlencoded');
  }
  if (request.query !== '') throw new OauthError('invalid_request', 'parameters belong in the body');
  if (!(request.body.length <= longestFormBytes)) throw new OauthError('invalid_request', 'the body is too long');
  const parameters = new Map<string, string>();
  const seen = new Set<string>();
  const fields = formFieldsOf(request.body.toString('utf8'));
  if (fields === undefined) throw new OauthError('invalid_request', 'the form has too many parameters');
  for (const [name, value] of fields) {
    if (seen.has(name)) throw new OauthError('invalid_request', 'a parameter appears twice');
    seen.add(name);
    if (value !== '') parameters.set(name, value);
  }
  return parameters;
}
