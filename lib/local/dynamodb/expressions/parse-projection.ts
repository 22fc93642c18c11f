import { parsePath } from './parse-operand.ts';
import type { DocumentPath } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

/**
 * Parses a projection expression: document paths with commas between them.
 *
 * @throws ExpressionRefused
 */
export const parseProjection = (text: string): readonly DocumentPath[] => {
  const reader = new TokenReader(text);
  const paths = [parsePath(reader)];
  while (reader.accepts(',')) paths.push(parsePath(reader));
  if (reader.peek().kind !== 'end') reader.fail();
  return paths;
};
