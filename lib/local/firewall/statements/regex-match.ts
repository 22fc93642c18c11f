import * as z from 'zod';
import { assertQuota } from '../engine/assert-quota.ts';
import { compileComponent, componentProperties } from '../engine/component.ts';
import { compilePattern } from '../engine/pattern.ts';
import { joinPath } from '../engine/refusal.ts';
import { statementKind } from '../engine/statement.ts';

export const regexMatchStatement = statementKind({
  name: 'RegexMatchStatement',
  properties: z.strictObject({ ...componentProperties, RegexString: z.string() }),
  compile({ RegexString, ...written }, context) {
    const path = joinPath(context.path, 'RegexString');
    assertQuota('patternCharacters', RegexString.length, path);
    const pattern = context.intern(['pattern', RegexString], () => compilePattern(RegexString, path));
    const component = compileComponent(written, context);
    const isFound = component.criterionOf([pattern]);
    return {
      evaluate: (inspection) => component.test(inspection, isFound),
      capacity: component.capacityOf(3),
      fidelity: 'exact',
    };
  },
});
