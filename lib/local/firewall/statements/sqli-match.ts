import * as z from 'zod';
import { looksLikeSqlInjection } from '../detection/injection.ts';
import { compileComponent, componentProperties } from '../engine/component.ts';
import { statementKind } from '../engine/statement.ts';

/**
 * Decides by libinjection and a pattern of our own; what AWS decides by is not published. `HIGH` is taken, costs what
 * it costs on AWS, and decides as `LOW` does.
 */
export const sqliMatchStatement = statementKind({
  name: 'SqliMatchStatement',
  properties: z.strictObject({ ...componentProperties, SensitivityLevel: z.enum(['LOW', 'HIGH']).default('LOW') }),
  compile({ SensitivityLevel, ...written }, context) {
    const component = compileComponent(written, context);
    return {
      evaluate: (inspection) => component.test(inspection, (texts) => texts.ask(looksLikeSqlInjection)),
      capacity: component.capacityOf(SensitivityLevel === 'HIGH' ? 30 : 20),
      fidelity: 'approximated',
    };
  },
});
