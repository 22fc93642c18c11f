/** A parameter of a challenge: a quoted string, or a token where the scheme's RFC wants it bare. */
export type ChallengeParameter = string | { readonly token: string };

/**
 * The value of `WWW-Authenticate` for one scheme (RFC 9110 §11.6.1).
 *
 * @throws Error for a value that no quoted string or token can hold: nothing of a request gets into a header this way
 */
export const toChallenge = (scheme: string, parameters: Readonly<Record<string, ChallengeParameter>>): string =>
  `${scheme} ${toAuthParameters(parameters)}`.trimEnd();

/** The same without a scheme, as `Authentication-Info` has it. @throws Error as above */
export const toAuthParameters = (parameters: Readonly<Record<string, ChallengeParameter>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${toText(name, value)}`)
    .join(', ');

function toText(name: string, value: ChallengeParameter): string {
  const isQuoted = typeof value === 'string';
  const text = isQuoted ? value : value.token;
  if (!(isQuoted ? /^[\x20-\x7e]*$/ : /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/).test(text)) {
    throw new Error(`the parameter '${name}' of a challenge cannot be written in a header`);
  }
  return isQuoted ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : text;
}
