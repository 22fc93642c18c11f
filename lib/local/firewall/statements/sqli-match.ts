import * as z from 'zod';
import { looksLikeSqlInjection } from '../detection/injection.ts';
import { sqlPatterns } from '../detection/sql-patterns.ts';
import { compileComponent, componentProperties } from '../engine/component.ts';
import { compilePattern } from '../engine/pattern.ts';
import { statementKind } from '../engine/statement.ts';
import { anyOf } from '../engine/truth.ts';

/**
 * Decides by libinjection and patterns of our own, of which `HIGH` has more. What AWS decides by is not published; it
 * says that `HIGH` detects more and errs more often.
 */
export const sqliMatchStatement = statementKind({
  name: 'SqliMatchStatement',
  properties: z.strictObject({ ...componentProperties, SensitivityLevel: z.enum(['LOW', 'HIGH']).default('LOW') }),
  compile({ SensitivityLevel, ...written }, context) {
    const component = compileComponent(written, context);
    // Comments and case are how words are hidden from patterns.
    const bare = component.after(['REPLACE_COMMENTS', 'COMPRESS_WHITE_SPACE', 'LOWERCASE']);
    const patterns = sqlPatterns[SensitivityLevel].map((pattern) =>
      context.intern(['pattern', pattern], () => compilePattern(pattern, context.path)),
    );
    const tests = [
      { of: component, criterion: looksLikeSqlInjection },
      { of: bare, criterion: bare.criterionOf(patterns) },
    ];
    return {
      evaluate: (inspection) => anyOf(tests, ({ of, criterion }) => of.test(inspection, criterion)),
      capacity: component.capacityOf(SensitivityLevel === 'HIGH' ? 30 : 20),
      fidelity: 'approximated',
    };
  },
});
