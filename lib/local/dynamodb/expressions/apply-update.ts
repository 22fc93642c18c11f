import { validationError } from '../errors.ts';
import type { Attributes, AttributeValue } from '../values/attribute-value.ts';
import { membersOf, typeOf } from '../values/attribute-value.ts';
import { addDecimals, formatDecimal, NumberRefused, negate, parseDecimal } from '../values/decimal.ts';
import { PathRefused, valueAt, withValueAt } from './document.ts';
import { comparePaths } from './paths.ts';
import type { DocumentPath, Operand, SetValue, UpdateAction } from './syntax.ts';

/**
 * The item after the update. Every action reads the item as it was; values are set first and removed last, so that
 * indexes mean the list as it was, too.
 *
 * @throws AwsError where the item is not such as the actions need
 */
export const applyUpdate = (item: Attributes, actions: readonly UpdateAction<AttributeValue>[]): Attributes => {
  const changes = actions.map((action) => ({ path: action.path, value: outcomeOf(item, action) }));
  const settings = changes.filter(({ value }) => value !== undefined).sort(byPath);
  const removals = changes
    .filter(({ value }) => value === undefined)
    .sort(byPath)
    .reverse();
  try {
    return [...settings, ...removals].reduce((changed, { path, value }) => withValueAt(changed, path, value), item);
  } catch (refusal) {
    throw refusal instanceof PathRefused
      ? validationError('The document path provided in the update expression is invalid for update')
      : refusal;
  }
};

interface Change {
  readonly path: DocumentPath;
  /** Undefined to remove. */
  readonly value: AttributeValue | undefined;
}

const byPath = (one: Change, two: Change): number => comparePaths(one.path, two.path);

const outcomeOf = (item: Attributes, action: UpdateAction<AttributeValue>): AttributeValue | undefined => {
  if (action.kind === 'REMOVE') return undefined;
  if (action.kind === 'SET') return setValueOf(item, action.value);
  const present = valueAt(item, action.path);
  if (present !== undefined && typeOf(present) !== typeOf(action.value)) throw wrongOperand();
  return action.kind === 'ADD' ? added(present, action.value) : subtracted(present, action.value);
};

const added = (present: AttributeValue | undefined, value: AttributeValue): AttributeValue => {
  if ('N' in value) return sum(present ?? { N: '0' }, value);
  const members = present === undefined ? [] : (membersOf(present) ?? []);
  return setLike(value, [...new Set([...members, ...(membersOf(value) ?? [])])]);
};

/** An empty set cannot be: the attribute goes. */
const subtracted = (present: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined => {
  const gone = new Set(membersOf(value));
  const left = (present === undefined ? [] : (membersOf(present) ?? [])).filter((member) => !gone.has(member));
  return left.length === 0 ? undefined : setLike(value, left);
};

const setLike = (example: AttributeValue, members: readonly string[]): AttributeValue => {
  if ('SS' in example) return { SS: members };
  return 'NS' in example ? { NS: members } : { BS: members };
};

const setValueOf = (item: Attributes, value: SetValue<AttributeValue>): AttributeValue => {
  if (value.kind !== 'sum') return operandOf(item, value);
  return sum(operandOf(item, value.left), operandOf(item, value.right), value.operator);
};

const operandOf = (item: Attributes, operand: Operand<AttributeValue>): AttributeValue => {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') {
    const value = valueAt(item, operand.path);
    if (value !== undefined) return value;
    throw validationError('The provided expression refers to an attribute that does not exist in the item');
  }
  const [first, second] = operand.operands;
  if (first === undefined || second === undefined) throw wrongOperand();
  if (operand.name === 'if_not_exists') {
    return (first.kind === 'path' ? valueAt(item, first.path) : undefined) ?? operandOf(item, second);
  }
  const [head, tail] = [operandOf(item, first), operandOf(item, second)];
  if (!('L' in head && 'L' in tail)) throw wrongOperand();
  return { L: [...head.L, ...tail.L] };
};

const sum = (left: AttributeValue, right: AttributeValue, operator: '+' | '-' = '+'): AttributeValue => {
  if (!('N' in left && 'N' in right)) throw wrongOperand();
  const second = parseDecimal(right.N);
  try {
    return { N: formatDecimal(addDecimals(parseDecimal(left.N), operator === '+' ? second : negate(second))) };
  } catch (refusal) {
    throw refusal instanceof NumberRefused ? validationError(refusal.message) : refusal;
  }
};

const wrongOperand = () => validationError('An operand in the update expression has an incorrect data type');
