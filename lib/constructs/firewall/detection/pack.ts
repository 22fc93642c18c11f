/** The longest regular expression that AWS WAF takes, in characters. */
export const LONGEST_PATTERN = 512;

/** As many patterns as one regex pattern set holds. */
export const MOST_PATTERNS = 10;

/**
 * Writes `before(a|b|c)after` over as few patterns as hold all the alternatives.
 *
 * @throws Error when one alternative alone is longer than a pattern may be
 */
export function pack(alternatives: readonly string[], before = '', after = ''): readonly string[] {
  const room = LONGEST_PATTERN - `${before}(?:)${after}`.length;
  const patterns: string[] = [];
  let line = '';
  for (const alternative of alternatives) {
    if (alternative.length > room) throw new Error(`${alternative} is longer than ${room} characters`);
    const longer = line === '' ? alternative : `${line}|${alternative}`;
    if (longer.length > room) {
      patterns.push(line);
      line = alternative;
    } else line = longer;
  }
  return [...patterns, line].map((body) => `${before}(?:${body})${after}`);
}
