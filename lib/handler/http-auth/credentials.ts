import { type AuthParameters, parseAuthParameters } from './auth-parameters.ts';

/** The value of an `Authorization` header (RFC 9110 §11.4): a scheme with one token, or with parameters, or with neither. */
export interface Credentials {
  /** In lower case: schemes are compared without regard to case. */
  readonly scheme: string;
  /** What Basic, Bearer and DPoP carry. */
  readonly token68: string | undefined;
  /** What Digest carries; empty beside a token. */
  readonly parameters: AuthParameters;
}

const form = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?: +(\S.*))?$/;
const token68Form = /^[A-Za-z0-9._~+/-]+=*$/;

/** @returns undefined for what has not the form of the RFC; nothing of a malformed value is taken. */
export function parseCredentials(value: string): Credentials | undefined {
  const [, scheme, rest] = form.exec(value) ?? [];
  if (scheme === undefined) return undefined;
  if (rest === undefined) return { scheme: scheme.toLowerCase(), token68: undefined, parameters: new Map() };
  if (token68Form.test(rest)) return { scheme: scheme.toLowerCase(), token68: rest, parameters: new Map() };
  const parameters = parseAuthParameters(rest);
  return parameters && { scheme: scheme.toLowerCase(), token68: undefined, parameters };
}
