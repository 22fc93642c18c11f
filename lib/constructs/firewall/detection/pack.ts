import { quotas } from '../quotas.ts';

/**
 * Writes `before(a|b|c)after` over few patterns that hold all the alternatives, each in the first that has room for it.
 * Groups are plain: AWS knows no back reference to them, and `(?:` would cost two characters of 200 each time.
 *
 * @throws Error when one alternative alone is longer than a pattern may be
 */
export function pack(alternatives: readonly string[], before = '', after = ''): readonly string[] {
  const [opening, closing] = before === '' && after === '' ? ['', ''] : [`${before}(`, `)${after}`];
  const room = quotas.patternCharacters - opening.length - closing.length;
  const bodies: string[] = [];
  // The longest first: the short ones fill what they leave.
  for (const alternative of alternatives.toSorted((one, other) => other.length - one.length)) {
    if (!(alternative.length <= room)) throw new Error(`${alternative} is longer than ${room} characters`);
    const at = bodies.findIndex((body) => body.length + 1 + alternative.length <= room);
    if (at === -1) bodies.push(alternative);
    else bodies[at] += `|${alternative}`;
  }
  return bodies.map((body) => `${opening}${body}${closing}`);
}
