import * as z from 'zod';
import { type Criterion, compileComponent, componentProperties } from '../engine/component.ts';
import type { Inspection } from '../engine/inspection.ts';
import { statementKind } from '../engine/statement.ts';
import { type Truth, truthOf } from '../engine/truth.ts';

const comparisons = {
  EQ: (bytes: number, size: number) => bytes === size,
  NE: (bytes: number, size: number) => bytes !== size,
  LE: (bytes: number, size: number) => bytes <= size,
  LT: (bytes: number, size: number) => bytes < size,
  GE: (bytes: number, size: number) => bytes >= size,
  GT: (bytes: number, size: number) => bytes > size,
} as const;

/**
 * Compares the bytes after the transformations. Of a body, only what is inspected counts: `GT` a size beyond the
 * inspection limit never holds, unless oversize bodies are said to match.
 */
export const sizeConstraintStatement = statementKind({
  name: 'SizeConstraintStatement',
  properties: z.strictObject({
    ...componentProperties,
    ComparisonOperator: z.enum(['EQ', 'NE', 'LE', 'LT', 'GE', 'GT']),
    Size: z.int().min(0).max(21_474_836_480),
  }),
  compile({ ComparisonOperator, Size, ...written }, context) {
    const holds = comparisons[ComparisonOperator];
    const component = compileComponent(written, context);
    const isAsSent = written.TextTransformations.every(({ Type }) => Type === 'NONE');
    /** Of a part that was withheld, its length may be known. */
    const truthOfLength = ({ request, bodyLimitBytes }: Inspection): Truth => {
      const { bytes } = request.withheld?.(written.FieldToMatch) ?? {};
      const isKnown = bytes !== undefined && isAsSent;
      return isKnown ? truthOf(holds(Math.min(bytes, bodyLimitBytes), Size)) : 'not-applicable';
    };
    const isOfSize: Criterion = ({ all }) => all.some((text) => holds(text.length, Size));
    return {
      evaluate: (inspection) => {
        const truth = component.test(inspection, isOfSize);
        return truth === 'not-applicable' ? truthOfLength(inspection) : truth;
      },
      capacity: component.capacityOf(1),
      fidelity: 'exact',
    };
  },
});
