import type {
  Condition,
  DocumentPath,
  Operand,
  SetValue,
  UpdateAction,
} from '../../../../lib/local/dynamodb/expressions/syntax.ts';

/** Writes what the parser read, with the fewest parentheses that keep its meaning. */
export const printCondition = (condition: Condition<string>, binds = 1): string => {
  switch (condition.kind) {
    case 'or':
    case 'and': {
      const own = condition.kind === 'or' ? 1 : 2;
      const text = `${printCondition(condition.left, own)} ${condition.kind.toUpperCase()} ${printCondition(condition.right, own + 1)}`;
      return own < binds ? `(${text})` : text;
    }
    case 'not':
      return binds > 3
        ? `(NOT ${printCondition(condition.condition, 3)})`
        : `NOT ${printCondition(condition.condition, 3)}`;
    case 'comparison':
      return `${printOperand(condition.left)} ${condition.comparator} ${printOperand(condition.right)}`;
    case 'between':
      return `${printOperand(condition.operand)} BETWEEN ${printOperand(condition.low)} AND ${printOperand(condition.high)}`;
    case 'in':
      return `${printOperand(condition.operand)} IN (${condition.candidates.map(printOperand).join(', ')})`;
    case 'call':
      return printOperand(condition);
  }
};

export const printUpdate = (actions: readonly UpdateAction<string>[]): string => {
  const kinds = [...new Set(actions.map(({ kind }) => kind))];
  return kinds
    .map(
      (kind) =>
        `${kind} ${actions
          .filter((action) => action.kind === kind)
          .map(printAction)
          .join(', ')}`,
    )
    .join(' ');
};

export const printPath = (path: DocumentPath): string =>
  path
    .map((element, at) => (typeof element === 'number' ? `[${element}]` : at === 0 ? element : `.${element}`))
    .join('');

const printAction = (action: UpdateAction<string>): string => {
  if (action.kind === 'REMOVE') return printPath(action.path);
  if (action.kind === 'SET') return `${printPath(action.path)} = ${printSetValue(action.value)}`;
  return `${printPath(action.path)} ${action.value}`;
};

const printSetValue = (value: SetValue<string>): string =>
  value.kind === 'sum'
    ? `${printOperand(value.left)} ${value.operator} ${printOperand(value.right)}`
    : printOperand(value);

const printOperand = (operand: Operand<string>): string => {
  if (operand.kind === 'path') return printPath(operand.path);
  if (operand.kind === 'value') return operand.value;
  return `${operand.name}(${operand.operands.map(printOperand).join(', ')})`;
};
