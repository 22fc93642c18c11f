const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"' };

/**
 * Splits a line into words as a POSIX shell does: quotes, `$'…'` as browsers write it when they copy a request, and
 * a backslash before the end of a line. Nothing is expanded.
 *
 * @throws Error for an open quote, and for what a shell would not hand on as it stands
 */
export function shellWords(line: string): readonly string[] {
  const part = /\\\n|\\([\s\S])|\$'((?:[^'\\]|\\[\s\S])*)'|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|(\s+)|([^\s'"\\])/gy;
  const words: string[] = [];
  let word: string | undefined;
  let end = 0;
  for (const match of line.matchAll(part)) {
    const [whole, escaped, ansi, single, double, space, plain] = match;
    end = match.index + whole.length;
    if (whole === '\\\n') continue;
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (plain !== undefined && '`|&;<>()$'.includes(plain)) refuse(plain);
    if (double !== undefined && /(?:^|[^\\])[`$]/.test(double)) refuse('$ or ` inside double quotes');
    const text = escaped ?? single ?? plain ?? (ansi === undefined ? undefined : unescapeAnsi(ansi));
    word = (word ?? '') + (text ?? (double ?? '').replace(/\\(\n|[\\"$`])/g, (_, next) => (next === '\n' ? '' : next)));
  }
  if (end !== line.length) throw new Error('the curl line has a quote that is not closed');
  return word === undefined ? words : [...words, word];
}

const refuse = (what: string): never => {
  throw new Error(`the curl line has ${what}, which a shell would act upon: quote it`);
};

const unescapeAnsi = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (whole, unicode, hex, letter) => {
    const code = unicode ?? hex;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    const character = escapes[letter];
    if (character === undefined) throw new Error(`the curl line has ${whole}, which is not known inside $'…'`);
    return character;
  });
