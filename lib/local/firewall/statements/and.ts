import * as z from 'zod';
import { leastOf } from '../engine/fidelity.ts';
import { statementKind } from '../engine/statement.ts';
import { allOf } from '../engine/truth.ts';

export const andStatement = statementKind({
  name: 'AndStatement',
  properties: z.strictObject({ Statements: z.array(z.unknown()).min(1) }),
  compile({ Statements }, context) {
    const operands = Statements.map((statement, index) => context.nested(statement, 'Statements', index));
    return {
      evaluate: (inspection) => allOf(operands, (operand) => operand.evaluate(inspection)),
      capacity: operands.reduce((sum, { capacity }) => sum + capacity, 0),
      fidelity: leastOf(operands),
    };
  },
});
