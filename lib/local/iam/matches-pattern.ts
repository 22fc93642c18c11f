/**
 * Whether a value matches an IAM pattern: `*` stands for any run of characters, `?` for exactly one, everything else
 * for itself. Linear in value times pattern: it keeps one place to return to, and never recurses.
 *
 * AWS IAM User Guide, "IAM JSON policy elements: Resource".
 */
export const matchesPattern = (value: string, pattern: string): boolean => {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let starMatchedTo = 0;
  while (at < value.length) {
    const expected = pattern[inPattern];
    if (expected === '*') {
      star = inPattern++;
      starMatchedTo = at;
    } else if (expected !== undefined && (expected === '?' || expected === value[at])) {
      at++;
      inPattern++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++starMatchedTo;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
};

/**
 * The same for ARNs, as `ArnLike` and the `SourceArn` of a permission compare them: each of the six parts between
 * colons is matched by itself, so that a `*` in one cannot swallow the next.
 */
export const matchesArn = (arn: string, pattern: string): boolean => {
  const [parts, patterns] = [arnParts(arn), arnParts(pattern)];
  return (
    parts.length === 6 && patterns.length === 6 && patterns.every((part, i) => matchesPattern(parts[i] ?? '', part))
  );
};

/** The sixth part, the resource, may itself hold colons. */
const arnParts = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};
