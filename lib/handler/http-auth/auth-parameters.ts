/** Parameters of credentials or of a challenge, names in lower case. */
export type AuthParameters = ReadonlyMap<string, string>;

/** One parameter at the start of what is left: a token, `=` with spaces as clients send them, a token or quoted string. */
const parameter =
  /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|"((?:[\t \x21\x23-\x5b\x5d-\x7e\x80-\uffff]|\\[\t \x21-\x7e\x80-\uffff])*)")[ \t]*/;
const separator = /^,[ \t]*/;

/**
 * Reads `name=token, name="quoted string"` (RFC 9110 §11.2).
 *
 * @returns undefined when any of it is malformed, or a name comes twice: two readers could take different ones
 */
export function parseAuthParameters(text: string): AuthParameters | undefined {
  const parameters = new Map<string, string>();
  let rest = text;
  while (true) {
    const [match = '', name, token, quoted] = parameter.exec(rest) ?? [];
    if (name === undefined || parameters.has(name.toLowerCase())) return undefined;
    parameters.set(name.toLowerCase(), token ?? (quoted ?? '').replaceAll(/\\(.)/gs, '$1'));
    rest = rest.slice(match.length);
    if (rest === '') return parameters;
    const [comma] = separator.exec(rest) ?? [];
    if (comma === undefined) return undefined;
    rest = rest.slice(comma.length);
  }
}
