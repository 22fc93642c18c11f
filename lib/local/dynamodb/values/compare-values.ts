import type { AttributeValue } from './attribute-value.ts';
import { attributeOf, membersOf, typeOf } from './attribute-value.ts';
import { compareDecimals, parseDecimal } from './decimal.ts';

/** Deep equality: sets without order, lists with; numbers are canonical and so compare as text. */
export const equalValues = (left: AttributeValue, right: AttributeValue): boolean => {
  if (typeOf(left) !== typeOf(right)) return false;
  const members = membersOf(left);
  const others = membersOf(right);
  if (members !== undefined && others !== undefined) {
    const known = new Set(others);
    return members.length === others.length && members.every((member) => known.has(member));
  }
  if ('L' in left && 'L' in right) {
    const elements = right.L;
    return (
      left.L.length === elements.length &&
      left.L.every((element, index) => {
        const other = elements[index];
        return other !== undefined && equalValues(element, other);
      })
    );
  }
  if ('M' in left && 'M' in right) {
    const attributes = right.M;
    const names = Object.keys(left.M);
    return (
      names.length === Object.keys(attributes).length &&
      names.every((name) => {
        const [one, other] = [attributeOf(left.M, name), attributeOf(attributes, name)];
        return one !== undefined && other !== undefined && equalValues(one, other);
      })
    );
  }
  return scalarOf(left) === scalarOf(right);
};

/**
 * Negative, zero or positive; `undefined` where DynamoDB has no order: different types, or types other than string,
 * number and binary. Strings are in the order of their UTF-8 bytes.
 */
export const compareValues = (left: AttributeValue, right: AttributeValue): number | undefined => {
  if ('S' in left && 'S' in right) return Buffer.compare(Buffer.from(left.S), Buffer.from(right.S));
  if ('N' in left && 'N' in right) return compareDecimals(parseDecimal(left.N), parseDecimal(right.N));
  if ('B' in left && 'B' in right) {
    return Buffer.compare(Buffer.from(left.B, 'base64'), Buffer.from(right.B, 'base64'));
  }
  return undefined;
};

const scalarOf = (value: AttributeValue): string | boolean | undefined => {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  if ('B' in value) return value.B;
  if ('BOOL' in value) return value.BOOL;
  return 'NULL' in value ? true : undefined;
};
