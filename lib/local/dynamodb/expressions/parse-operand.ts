import type { DocumentPath, Operand } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** path | value | function(operand, …) */
export const parseOperand = (reader: TokenReader): Operand<string> => {
  const token = reader.peek();
  if (token.kind === 'value-placeholder') return { kind: 'value', value: reader.take().text };
  if (token.kind === 'name' && reader.sees('(', 1)) {
    const name = reader.take().text;
    return { kind: 'call', name, operands: reader.nested(() => parseOperands(reader)) };
  }
  return { kind: 'path', path: parsePath(reader) };
};

/** `(operand, …)`, at least one. */
export const parseOperands = (reader: TokenReader): readonly Operand<string>[] => {
  reader.expect('(');
  const operands = [parseOperand(reader)];
  while (reader.accepts(',')) operands.push(parseOperand(reader));
  reader.expect(')');
  return operands;
};

/** name ( '.' name | '[' number ']' )* */
export const parsePath = (reader: TokenReader): DocumentPath => {
  const path: (string | number)[] = [parseName(reader)];
  for (;;) {
    if (reader.accepts('.')) path.push(parseName(reader));
    else if (reader.accepts('[')) {
      path.push(Number(reader.expectKind('number').text));
      reader.expect(']');
    } else return path;
  }
};

const parseName = (reader: TokenReader): string => {
  const { kind } = reader.peek();
  return kind === 'name' || kind === 'name-placeholder' ? reader.take().text : reader.fail();
};
