import * as z from 'zod';
import { type Criterion, compileComponent, componentProperties } from '../engine/component.ts';
import { statementKind } from '../engine/statement.ts';

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
    const isOfSize: Criterion = ({ all }) => all.some((text) => holds(text.length, Size));
    return {
      evaluate: (inspection) => component.test(inspection, isOfSize),
      capacity: component.capacityOf(1),
      fidelity: 'exact',
    };
  },
});
