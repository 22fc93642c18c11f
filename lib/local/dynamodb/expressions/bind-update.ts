import type { AttributeValue } from '../values/attribute-value.ts';
import { typeOf } from '../values/attribute-value.ts';
import { wrongType } from './condition-functions.ts';
import { assertApart } from './paths.ts';
import type { Placeholders } from './placeholders.ts';
import type { Operand, SetValue, UpdateAction } from './syntax.ts';
import { ExpressionRefused } from './token-reader.ts';

/**
 * Puts names and values in the places of their placeholders and refuses paths that overlap, unknown functions and
 * literals of a type that the action does not take.
 *
 * @throws ExpressionRefused
 */
export const bindUpdate = (
  actions: readonly UpdateAction<string>[],
  placeholders: Placeholders,
): readonly UpdateAction<AttributeValue>[] => {
  const bound = actions.map((action) => bindAction(action, placeholders));
  assertApart(bound.map(({ path }) => path));
  return bound;
};

const bindAction = (action: UpdateAction<string>, placeholders: Placeholders): UpdateAction<AttributeValue> => {
  const path = placeholders.path(action.path);
  if (action.kind === 'REMOVE') return { kind: 'REMOVE', path };
  if (action.kind === 'SET') return { kind: 'SET', path, value: bindSetValue(action.value, placeholders) };
  const value = placeholders.value(action.value);
  if (!('SS' in value || 'NS' in value || 'BS' in value || (action.kind === 'ADD' && 'N' in value))) {
    throw new ExpressionRefused(
      'Incorrect operand type for operator or function; ' +
        `operator: ${action.kind}, operand type: ${longNames[typeOf(value)] ?? typeOf(value)}`,
    );
  }
  return { kind: action.kind, path, value };
};

/** As the messages about ADD and DELETE call the types. */
const longNames: Readonly<Record<string, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};

const bindSetValue = (value: SetValue<string>, placeholders: Placeholders): SetValue<AttributeValue> => {
  if (value.kind !== 'sum') return bindOperand(value, placeholders);
  const left = bindOperand(value.left, placeholders);
  const right = bindOperand(value.right, placeholders);
  assertLiterals(value.operator, 'N', [left, right]);
  return { kind: 'sum', operator: value.operator, left, right };
};

const bindOperand = (operand: Operand<string>, placeholders: Placeholders): Operand<AttributeValue> => {
  if (operand.kind === 'path') return { kind: 'path', path: placeholders.path(operand.path) };
  if (operand.kind === 'value') return { kind: 'value', value: placeholders.value(operand.value) };
  const { name } = operand;
  if (name !== 'if_not_exists' && name !== 'list_append') {
    throw new ExpressionRefused(`Invalid function name; function: ${name}`);
  }
  const operands = operand.operands.map((inner) => {
    if (inner.kind === 'call' && inner.name === 'list_append') {
      throw new ExpressionRefused(
        'The function is not allowed to be used this way in an expression; function: list_append',
      );
    }
    return bindOperand(inner, placeholders);
  });
  if (operands.length !== 2) {
    throw new ExpressionRefused(
      'Incorrect number of operands for operator or function; ' +
        `operator or function: ${name}, number of operands: ${operands.length}`,
    );
  }
  if (name === 'list_append') assertLiterals(name, 'L', operands);
  else if (operands[0]?.kind !== 'path') {
    throw new ExpressionRefused(`Operator or function requires a document path; operator or function: ${name}`);
  }
  return { kind: 'call', name, operands };
};

const assertLiterals = (operator: string, type: 'N' | 'L', operands: readonly Operand<AttributeValue>[]): void => {
  for (const operand of operands) {
    if (operand.kind === 'value' && !(type in operand.value)) {
      throw new ExpressionRefused(wrongType(operator, typeOf(operand.value)));
    }
  }
};
