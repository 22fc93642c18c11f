/** Any run of characters. */
export const ANY = Symbol('*');
/** Exactly one character. */
export const ONE = Symbol('?');

/** A pattern, one token a character. */
export type Pattern = readonly (string | typeof ANY | typeof ONE)[];

const wildcards: ReadonlyMap<string, typeof ANY | typeof ONE> = new Map<string, typeof ANY | typeof ONE>([
  ['*', ANY],
  ['?', ONE],
]);

/** The tokens of a text in which `*` and `?` are wildcards. */
export const toPattern = (text: string): Pattern =>
  text.split('').map((character) => wildcards.get(character) ?? character);

/**
 * Whether a value matches an IAM pattern: `*` stands for any run of characters, `?` for exactly one, everything else
 * for itself. Linear in value times pattern: it keeps one place to return to, and never recurses.
 *
 * AWS IAM User Guide, "IAM JSON policy elements: Resource".
 */
export const matches = (value: string, pattern: Pattern): boolean => {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let starMatchedTo = 0;
  while (at < value.length) {
    const expected = pattern[inPattern];
    if (expected === ANY) {
      star = inPattern++;
      starMatchedTo = at;
    } else if (expected !== undefined && (expected === ONE || expected === value[at])) {
      at++;
      inPattern++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++starMatchedTo;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === ANY) inPattern++;
  return inPattern === pattern.length;
};

/** The same for a pattern that is a text. */
export const matchesPattern = (value: string, pattern: string): boolean => matches(value, toPattern(pattern));

/**
 * The same for ARNs, as `ArnLike` and the `SourceArn` of a permission compare them: each of the six parts between
 * colons is matched by itself, so that a `*` in one cannot swallow the next.
 */
export const matchesArn = (arn: string, pattern: string): boolean => matchesArnPattern(arn, toPattern(pattern));

export const matchesArnPattern = (arn: string, pattern: Pattern): boolean => {
  const parts = arnParts(arn.split(''));
  const patterns = arnParts(pattern);
  return (
    parts.length === 6 && patterns.length === 6 && patterns.every((part, i) => matches((parts[i] ?? []).join(''), part))
  );
};

/** The sixth part, the resource, may itself hold colons. */
const arnParts = <Token>(tokens: readonly Token[]): readonly (readonly Token[])[] => {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token === ':' && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
};
