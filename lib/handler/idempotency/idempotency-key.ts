/** RFC 8941 §3.3.3: an sf-string is printable ASCII in double quotes, `"` and `\` escaped. */
const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
const bare = /^[A-Za-z0-9!#$%&'*+./:=^_`|~-]+$/;
const longest = 128;

/**
 * The key of an `Idempotency-Key` header: a structured string as the draft wants it
 * (draft-ietf-httpapi-idempotency-key-header §2.1), or bare, as most clients send it.
 *
 * @returns undefined for what is neither, is empty, or is longer than 128 characters.
 */
export function parseIdempotencyKey(header: string): string | undefined {
  const key = bare.test(header) ? header : quoted.exec(header)?.[1]?.replaceAll(/\\(["\\])/g, '$1');
  return key !== undefined && key.length > 0 && key.length <= longest ? key : undefined;
}
