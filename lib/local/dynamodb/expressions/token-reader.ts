import { limits } from '../limits.ts';
import type { Token, TokenKind } from './tokens.ts';
import { tokenize } from './tokens.ts';

/** Refusal of an expression; the kind of expression is put before it by whoever knows it. The message is AWS's. */
export class ExpressionRefused extends Error {
  override readonly name = 'ExpressionRefused';
}

/** Walks over the tokens of one expression and refuses what the grammar does not expect. */
export class TokenReader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  /** @throws ExpressionRefused for an empty expression */
  constructor(text: string) {
    if (text === '') throw new ExpressionRefused('The expression can not be empty;');
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  /** How many tokens were taken. */
  get position(): number {
    return this.#at;
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] ?? END;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  /** Whether the next token is this symbol or, in any case of letters, this keyword. */
  sees(text: string, ahead = 0): boolean {
    return spelled(this.peek(ahead)) === text;
  }

  /** Takes the token if it is next. */
  accepts(text: string): boolean {
    const seen = this.sees(text);
    if (seen) this.take();
    return seen;
  }

  expect(text: string): Token {
    return this.sees(text) ? this.take() : this.fail();
  }

  expectKind(kind: TokenKind): Token {
    return this.peek().kind === kind ? this.take() : this.fail();
  }

  /** Parses what stands inside of something: an expression can be nested only so deeply, and the stack with it. */
  nested<Result>(parse: () => Result): Result {
    this.#depth += 1;
    if (!(this.#depth <= limits.expressionOperators))
      throw new ExpressionRefused('The expression is nested too deeply;');
    const result = parse();
    this.#depth -= 1;
    return result;
  }

  /** @throws ExpressionRefused always, showing the token and its neighbours as AWS does */
  fail(token: Token = this.peek()): never {
    const index = this.#tokens.indexOf(token);
    const first = this.#tokens[Math.max(index - 1, 0)] ?? token;
    const last = this.#tokens[Math.min(index + 1, this.#tokens.length - 1)] ?? token;
    const end = last.kind === 'end' ? last.start : last.start + last.text.length;
    const near = this.#text.slice(first.start, end).trimEnd();
    throw new ExpressionRefused(`Syntax error; token: "${token.text}", near: "${near}"`);
  }
}

/** Keywords are the same in any case; `#and` is no keyword. */
export const spelled = (token: Token): string => (token.kind === 'name' ? token.text.toUpperCase() : token.text);

const END: Token = { kind: 'end', text: '<EOF>', start: 0 };
