/** The words of DynamoDB's expression languages. */
export type TokenKind = 'name' | 'name-placeholder' | 'value-placeholder' | 'number' | 'symbol' | 'unknown' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offset of the first character. */
  readonly start: number;
}

/** Longer symbols first: `<=` is not `<` and `=`. */
const symbols = ['<>', '<=', '>=', '=', '<', '>', '(', ')', '[', ']', ',', '.', '+', '-'];

/** Cuts an expression into tokens, the last of kind `end`. What is no token is one of kind `unknown`, for the parser to refuse. */
export const tokenize = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  tokens.push({ kind: 'end', text: '<EOF>', start: text.length });
  return tokens;
};

const tokenAt = (text: string, start: number): Token => {
  const code = text.charCodeAt(start);
  const token = (kind: TokenKind, end: number): Token => ({ kind, text: text.slice(start, end), start });

  if (isLetter(code)) return token('name', endOfWord(text, start));
  if (isDigit(code)) return token('number', endOfNumber(text, start));
  if (code === HASH || code === COLON) {
    const end = endOfWord(text, start + 1);
    const kind = code === HASH ? 'name-placeholder' : 'value-placeholder';
    return end > start + 1 ? token(kind, end) : token('unknown', end);
  }
  const symbol = symbols.find((candidate) => text.startsWith(candidate, start));
  return symbol === undefined ? token('unknown', start + 1) : token('symbol', start + symbol.length);
};

const endOfWord = (text: string, from: number): number => {
  let at = from;
  while (isWordCharacter(text.charCodeAt(at))) at += 1;
  return at;
};

const endOfNumber = (text: string, from: number): number => {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
};

const [HASH, COLON, UNDERSCORE] = [0x23, 0x3a, 0x5f];
const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
const isWordCharacter = (code: number): boolean => isLetter(code) || isDigit(code) || code === UNDERSCORE;

/** Whether a key of `ExpressionAttributeNames` or `…Values` is a placeholder: `#` or `:` and at least one word character. */
export const isPlaceholder = (text: string, sigil: '#' | ':'): boolean =>
  text.length > 1 && text.startsWith(sigil) && endOfWord(text, 1) === text.length;
