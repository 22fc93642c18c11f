import * as z from 'zod';
import { compileComponent, componentProperties } from '../engine/component.ts';
import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import { statementKind } from '../engine/statement.ts';

export const regexPatternSetReferenceStatement = statementKind({
  name: 'RegexPatternSetReferenceStatement',
  properties: z.strictObject({ ...componentProperties, Arn: z.string() }),
  compile({ Arn, ...written }, context) {
    const patterns = context.patternSet(Arn);
    if (patterns === undefined) {
      throw new FirewallRefusal(joinPath(context.path, 'Arn'), `there is no regex pattern set ${Arn}`);
    }
    const component = compileComponent(written, context);
    return {
      evaluate: (inspection) =>
        component.test(inspection, (values) => values.some((value) => patterns.some((pattern) => pattern(value)))),
      capacity: component.capacityOf(25),
      fidelity: 'exact',
    };
  },
});
