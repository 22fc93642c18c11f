import * as z from 'zod';
import { looksLikeScriptInjection } from '../detection/injection.ts';
import { compileComponent, componentProperties } from '../engine/component.ts';
import { statementKind } from '../engine/statement.ts';

/** Decides by libinjection; what AWS decides by is not published. */
export const xssMatchStatement = statementKind({
  name: 'XssMatchStatement',
  properties: z.strictObject(componentProperties),
  compile(written, context) {
    const component = compileComponent(written, context);
    return {
      evaluate: (inspection) => component.test(inspection, looksLikeScriptInjection),
      capacity: component.capacityOf(40),
      fidelity: 'approximated',
    };
  },
});
