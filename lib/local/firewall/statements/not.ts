import * as z from 'zod';
import { statementKind } from '../engine/statement.ts';
import { not } from '../engine/truth.ts';

export const notStatement = statementKind({
  name: 'NotStatement',
  properties: z.strictObject({ Statement: z.unknown() }),
  compile({ Statement }, context) {
    const operand = context.nested(Statement, 'Statement');
    return { ...operand, evaluate: (inspection) => not(operand.evaluate(inspection)) };
  },
});
