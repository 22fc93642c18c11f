import { InvalidEventPattern } from './event-match.ts';

/**
 * `*` stands for any run of characters, `\*` and `\\` for themselves. Linear in text times pattern.
 *
 * @throws InvalidEventPattern for two stars in a row, and for a backslash before anything else
 */
export const parseWildcard = (pattern: string): ((text: string) => boolean) => {
  const pieces = piecesOf(pattern);
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const piece of others) {
      const found = text.indexOf(piece, at);
      if (found < 0 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
};

/** What stands between the stars, without its backslashes. */
const piecesOf = (pattern: string): readonly string[] => {
  const pieces = [''];
  let isStar = false;
  for (let at = 0; at < pattern.length; at++) {
    const wasStar = isStar;
    isStar = pattern[at] === '*';
    if (isStar && wasStar) throw new InvalidEventPattern('a wildcard must not have two stars in a row');
    if (isStar) {
      pieces.push('');
      continue;
    }
    if (pattern[at] === '\\') {
      at++;
      if (pattern[at] !== '*' && pattern[at] !== '\\') {
        throw new InvalidEventPattern('in a wildcard, a backslash stands only before a star or a backslash');
      }
    }
    pieces.push(`${pieces.pop()}${pattern[at]}`);
  }
  return pieces;
};
