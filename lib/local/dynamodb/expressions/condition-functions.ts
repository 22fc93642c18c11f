import type { AttributeValue } from '../values/attribute-value.ts';
import { isAttributeType, membersOf, typeOf } from '../values/attribute-value.ts';
import { equalValues } from '../values/compare-values.ts';

/** What an operand is when the item is there: undefined for a path that leads nowhere. */
type Actual = AttributeValue | undefined;

interface FunctionRow {
  readonly operands: 1 | 2;
  /** Where it may stand: as a condition of its own, or as an operand of a comparison. */
  readonly gives: 'condition' | 'number';
  readonly firstIsPath?: true;
  /** Refuses a literal operand that can never fit. Returns AWS's complaint. */
  check?(literals: readonly Actual[]): string | undefined;
  evaluate(first: Actual, second: Actual): boolean | number | undefined;
}

/** "Functions" of "Condition and filter expressions, operators, and functions" in the developer guide. */
export const conditionFunctions: ReadonlyMap<string, FunctionRow> = new Map<string, FunctionRow>([
  [
    'attribute_exists',
    { operands: 1, gives: 'condition', firstIsPath: true, evaluate: (value) => value !== undefined },
  ],
  [
    'attribute_not_exists',
    { operands: 1, gives: 'condition', firstIsPath: true, evaluate: (value) => value === undefined },
  ],
  [
    'attribute_type',
    {
      operands: 2,
      gives: 'condition',
      check: ([, type]) => {
        if (type === undefined || !('S' in type)) {
          return wrongType('attribute_type', type === undefined ? ALL_TYPES : typeOf(type));
        }
        return isAttributeType(type.S)
          ? undefined
          : `Invalid attribute type name found; type: ${type.S}, valid types: ${ALL_TYPES}`;
      },
      evaluate: (value, type) => value !== undefined && type !== undefined && 'S' in type && typeOf(value) === type.S,
    },
  ],
  [
    'begins_with',
    {
      operands: 2,
      gives: 'condition',
      check: (literals) => {
        const odd = literals.find((literal) => literal !== undefined && !('S' in literal) && !('B' in literal));
        return odd === undefined ? undefined : wrongType('begins_with', typeOf(odd));
      },
      evaluate: (value, prefix) => {
        if (value === undefined || prefix === undefined) return false;
        if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
        if (!('B' in value && 'B' in prefix)) return false;
        const [bytes, beginning] = [Buffer.from(value.B, 'base64'), Buffer.from(prefix.B, 'base64')];
        return bytes.subarray(0, beginning.length).equals(beginning);
      },
    },
  ],
  [
    'contains',
    {
      operands: 2,
      gives: 'condition',
      evaluate: (value, part) => {
        if (value === undefined || part === undefined) return false;
        if ('S' in value) return 'S' in part && value.S.includes(part.S);
        if ('B' in value) return 'B' in part && Buffer.from(value.B, 'base64').includes(Buffer.from(part.B, 'base64'));
        if ('L' in value) return value.L.some((element) => equalValues(element, part));
        if ('SS' in value) return 'S' in part && value.SS.includes(part.S);
        if ('NS' in value) return 'N' in part && value.NS.includes(part.N);
        return 'BS' in value && 'B' in part && value.BS.includes(part.B);
      },
    },
  ],
  [
    'size',
    {
      operands: 1,
      gives: 'number',
      check: ([value]) =>
        value !== undefined && ('N' in value || 'BOOL' in value || 'NULL' in value)
          ? wrongType('size', typeOf(value))
          : undefined,
      evaluate: (value) => {
        if (value === undefined) return undefined;
        if ('S' in value) return value.S.length;
        if ('B' in value) return Buffer.byteLength(value.B, 'base64');
        if ('L' in value) return value.L.length;
        if ('M' in value) return Object.keys(value.M).length;
        return membersOf(value)?.length;
      },
    },
  ],
]);

/** As AWS lists them. */
const ALL_TYPES = '{B,NULL,SS,BOOL,L,BS,N,NS,S,M}';

/** AWS's complaint about a literal operand. */
export const wrongType = (operator: string, type: string): string =>
  `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`;
