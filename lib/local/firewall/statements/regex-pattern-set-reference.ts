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
    const isFound = component.criterionOf(patterns);
    return {
      evaluate: (inspection) => component.test(inspection, isFound),
      capacity: component.capacityOf(25),
      fidelity: 'exact',
    };
  },
});
