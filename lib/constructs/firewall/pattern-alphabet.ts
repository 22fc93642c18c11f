const word = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_'];
const classes: ReadonlyMap<string, readonly string[]> = new Map([
  ['d', [...'0123456789']],
  ['w', word],
]);

/** One piece of a regular expression: characters that it matches, or a mark that matches nothing by itself. */
const token = /\\(.)|\[(\^?)((?:\\.|[^\]\\])*)\]|\{\d+(?:,\d*)?\}|\(\?.|[\s\S]/gy;

/** A piece of a class: a range, or one character. */
const member = /(?:\\(.)|([^\\]))(?:-(?:\\(.)|([^\\])))?/gy;

/**
 * Every character that a text which matches the pattern can hold, or undefined where that is not plain to see: a pattern
 * that is not held at both ends, negates, looks around or takes any character.
 */
export function patternAlphabet(pattern: string): ReadonlySet<string> | undefined {
  if (!/^\^[\s\S]*(?<!\\)\$$/.test(pattern)) return undefined;
  const alphabet = new Set<string>();
  let depth = 0;
  for (const [piece, escaped, isNegated, inClass] of pattern.slice(1, -1).matchAll(token)) {
    if (piece === '(' || piece === '(?:') depth += 1;
    if (piece === ')') depth -= 1;
    // One alternative would be held at the beginning only, the other at the end.
    if (piece === '|' && depth === 0) return undefined;
    const found = charactersOf(piece, escaped, isNegated, inClass);
    if (found === undefined) return undefined;
    for (const character of found) alphabet.add(character);
  }
  return alphabet;
}

function charactersOf(
  piece: string,
  escaped: string | undefined,
  isNegated: string | undefined,
  inClass: string | undefined,
): readonly string[] | undefined {
  if (escaped !== undefined) return ofEscape(escaped);
  if (inClass !== undefined) return isNegated === '' ? ofClass(inClass) : undefined;
  if (piece.startsWith('(?') && piece !== '(?:') return undefined;
  if (piece.length > 1 || '()|?*+'.includes(piece)) return [];
  return '.^${}[]'.includes(piece) ? undefined : ascii(piece);
}

const ofEscape = (escaped: string) => classes.get(escaped) ?? (/\w/.test(escaped) ? undefined : ascii(escaped));

function ofClass(text: string): readonly string[] | undefined {
  const found: string[] = [];
  for (const [, escapedFrom, from, escapedTo, to] of text.matchAll(member)) {
    const start = escapedFrom === undefined ? ascii(from) : ofEscape(escapedFrom);
    if (start === undefined) return undefined;
    const end = escapedTo ?? to;
    if (end === undefined) {
      found.push(...start);
      continue;
    }
    const [first = '', ...others] = start;
    const last = escapedTo === undefined ? ascii(to) : ofEscape(escapedTo);
    if (others.length > 0 || last?.length !== 1) return undefined;
    for (let code = first.charCodeAt(0); code <= end.charCodeAt(0); code += 1) found.push(String.fromCharCode(code));
  }
  return found;
}

/** What is beyond ASCII travels as other bytes than it is written in. */
const ascii = (character: string | undefined) =>
  character !== undefined && /^[ -~]$/.test(character) ? [character] : undefined;
