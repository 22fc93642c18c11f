import { validationError } from '../errors.ts';
import { pathsOfCondition } from '../expressions/paths-of.ts';
import type { Condition } from '../expressions/syntax.ts';
import { type KeySchema, keyAttributes } from '../table.ts';
import type { AttributeValue } from '../values/attribute-value.ts';

/** @throws AwsError when the filter of a query asks for a key attribute: the key condition is the place for that */
export const assertFilterLeavesKeys = (filter: Condition<AttributeValue>, key: KeySchema): void => {
  const named = new Set(pathsOfCondition(filter).map(([name]) => name));
  for (const { name } of keyAttributes(key)) {
    if (named.has(name)) {
      throw validationError(
        `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
      );
    }
  }
};
