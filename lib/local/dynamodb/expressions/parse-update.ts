import { parseOperand, parsePath } from './parse-operand.ts';
import type { Operand, SetValue, UpdateAction } from './syntax.ts';
import { ExpressionRefused, spelled, TokenReader } from './token-reader.ts';

/**
 * Parses an update expression ("Update expressions" in the developer guide): each clause at most once, in any order.
 *
 * @throws ExpressionRefused
 */
export const parseUpdate = (text: string): readonly UpdateAction<string>[] => {
  const reader = new TokenReader(text);
  const seen = new Set<string>();
  const actions: UpdateAction<string>[] = [];
  do {
    const keyword = spelled(reader.peek());
    const parseAction = clauses.get(keyword) ?? reader.fail();
    reader.take();
    if (seen.has(keyword)) {
      throw new ExpressionRefused(`The "${keyword}" section can only be used once in an update expression;`);
    }
    seen.add(keyword);
    do actions.push(parseAction(reader));
    while (reader.accepts(','));
  } while (reader.peek().kind !== 'end');
  return actions;
};

/** Each keyword with the form of one action after it. */
const clauses: ReadonlyMap<string, (reader: TokenReader) => UpdateAction<string>> = new Map([
  [
    'SET',
    (reader): UpdateAction<string> => {
      const path = parsePath(reader);
      reader.expect('=');
      return { kind: 'SET', path, value: parseSetValue(reader) };
    },
  ],
  ['REMOVE', (reader): UpdateAction<string> => ({ kind: 'REMOVE', path: parsePath(reader) })],
  ['ADD', (reader): UpdateAction<string> => parseSetChange(reader, 'ADD')],
  ['DELETE', (reader): UpdateAction<string> => parseSetChange(reader, 'DELETE')],
]);

const parseSetChange = (reader: TokenReader, kind: 'ADD' | 'DELETE'): UpdateAction<string> => {
  const path = parsePath(reader);
  return { kind, path, value: reader.expectKind('value-placeholder').text };
};

/** operand | operand '+' operand | operand '-' operand: one sum, never a row of them. */
const parseSetValue = (reader: TokenReader): SetValue<string> => {
  const left = parseTerm(reader);
  const operator = reader.peek().text;
  if (left.kind === 'sum' || (operator !== '+' && operator !== '-')) return left;
  reader.take();
  const right = parseTerm(reader);
  return right.kind === 'sum' ? reader.fail() : { kind: 'sum', operator, left, right };
};

const parseTerm = (reader: TokenReader): SetValue<string> | Operand<string> => {
  if (!reader.accepts('(')) return parseOperand(reader);
  const value = reader.nested(() => parseSetValue(reader));
  reader.expect(')');
  return value;
};
