import { limits } from '../limits.ts';
import { parseOperand, parseOperands } from './parse-operand.ts';
import type { Comparator, Condition, Operand } from './syntax.ts';
import { ExpressionRefused, spelled, TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/**
 * Parses a condition, filter or key condition expression ("Condition and filter expressions, operators, and functions"
 * in the developer guide). Names and values stay placeholders.
 *
 * @throws ExpressionRefused
 */
export const parseCondition = (text: string): Condition<string> => {
  const reader = new TokenReader(text);
  const grammar = new ConditionGrammar(reader);
  const condition = grammar.condition(LOOSEST);
  if (reader.peek().kind !== 'end') reader.fail();
  return condition;
};

const LOOSEST = 1;
const NOT_BINDS = 3;

interface InfixOperator {
  /** Binds tighter the higher it is. */
  readonly binds: number;
  parse(left: Parsed, operator: Token, grammar: ConditionGrammar): Condition<string>;
}

/** An operand or a condition: which one the operator to its right tells. */
type Parsed = Operand<string> | Condition<string>;

const comparison = (comparator: Comparator): InfixOperator => ({
  binds: 4,
  parse: (left, operator, grammar) => ({
    kind: 'comparison',
    comparator,
    left: grammar.asOperand(left, operator),
    right: grammar.operand(),
  }),
});

const logical = (kind: 'and' | 'or', binds: number): InfixOperator => ({
  binds,
  parse: (left, operator, grammar) => ({
    kind,
    left: grammar.asCondition(left, operator),
    // One tighter, so that a row of the same operator leans to the left.
    right: grammar.condition(binds + 1),
  }),
});

/** The grammar's precedence. `NOT` stands between `AND` and the comparisons. */
const infixOperators: ReadonlyMap<string, InfixOperator> = new Map([
  ['OR', logical('or', 1)],
  ['AND', logical('and', 2)],
  ['=', comparison('=')],
  ['<>', comparison('<>')],
  ['<', comparison('<')],
  ['<=', comparison('<=')],
  ['>', comparison('>')],
  ['>=', comparison('>=')],
  [
    'BETWEEN',
    {
      binds: 4,
      parse: (left, operator, grammar) => {
        const operand = grammar.asOperand(left, operator);
        const low = grammar.operand();
        grammar.reader.expect('AND');
        return { kind: 'between', operand, low, high: grammar.operand() };
      },
    },
  ],
  [
    'IN',
    {
      binds: 4,
      parse: (left, operator, grammar) => ({
        kind: 'in',
        operand: grammar.asOperand(left, operator),
        candidates: parseOperands(grammar.reader),
      }),
    },
  ],
]);

class ConditionGrammar {
  readonly reader: TokenReader;
  #operators = 0;
  /** Where a parenthesis that opened at a position was closed. */
  readonly #closedAt = new Map<number, number>();

  constructor(reader: TokenReader) {
    this.reader = reader;
  }

  condition(binds: number): Condition<string> {
    return this.asCondition(this.#parse(binds), this.reader.peek());
  }

  /** An operand, in parentheses or not. */
  operand(): Operand<string> {
    return this.reader.sees('(') ? this.asOperand(this.#group(), this.reader.peek()) : parseOperand(this.reader);
  }

  asOperand(parsed: Parsed, where: Token): Operand<string> {
    if (parsed.kind === 'path' || parsed.kind === 'value' || parsed.kind === 'call') return parsed;
    return this.reader.fail(where);
  }

  asCondition(parsed: Parsed, where: Token): Condition<string> {
    if (parsed.kind === 'path' || parsed.kind === 'value') return this.reader.fail(where);
    return parsed;
  }

  #parse(binds: number): Parsed {
    let parsed = this.#prefix();
    for (;;) {
      const token = this.reader.peek();
      const operator = infixOperators.get(spelled(token));
      if (operator === undefined || operator.binds < binds) return parsed;
      this.#count();
      this.reader.take();
      parsed = operator.parse(parsed, token, this);
    }
  }

  #prefix(): Parsed {
    if (this.reader.sees('NOT')) {
      this.#count();
      this.reader.take();
      return { kind: 'not', condition: this.reader.nested(() => this.condition(NOT_BINDS)) };
    }
    if (this.reader.sees('(')) return this.#group();
    const parsed = parseOperand(this.reader);
    if (parsed.kind === 'call') this.#count();
    return parsed;
  }

  /** `( … )`; AWS refuses a second pair around the same. */
  #group(): Parsed {
    const opened = this.reader.position;
    this.reader.expect('(');
    const parsed = this.reader.nested(() => this.#parse(LOOSEST));
    const closed = this.reader.position;
    this.reader.expect(')');
    this.#closedAt.set(opened, closed);
    if (this.#closedAt.get(opened + 1) === closed - 1) {
      throw new ExpressionRefused('The expression has redundant parentheses;');
    }
    return parsed;
  }

  #count(): void {
    this.#operators += 1;
    if (!(this.#operators <= limits.expressionOperators)) {
      throw new ExpressionRefused('The expression contains too many operators; the maximum is 300');
    }
  }
}
