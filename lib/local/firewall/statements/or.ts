import * as z from 'zod';
import { leastOf } from '../engine/fidelity.ts';
import { statementKind } from '../engine/statement.ts';
import { anyOf } from '../engine/truth.ts';

export const orStatement = statementKind({
  name: 'OrStatement',
  properties: z.strictObject({ Statements: z.array(z.unknown()).min(1) }),
  compile({ Statements }, context) {
    const operands = Statements.map((statement, index) => context.nested(statement, 'Statements', index));
    return {
      evaluate: (inspection) => anyOf(operands, (operand) => operand.evaluate(inspection)),
      capacity: operands.reduce((sum, { capacity }) => sum + capacity, 0),
      fidelity: leastOf(operands),
    };
  },
});
