import type { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { validationError } from '../errors.ts';

/** Parameters from before there were expressions, and what says the same today. They are not done here. */
const replacements: ReadonlyMap<string, string> = new Map([
  ['AttributesToGet', 'ProjectionExpression'],
  ['AttributeUpdates', 'UpdateExpression'],
  ['ConditionalOperator', 'AND and OR in an expression'],
  ['Expected', 'ConditionExpression'],
  ['KeyConditions', 'KeyConditionExpression'],
  ['QueryFilter', 'FilterExpression'],
  ['ScanFilter', 'FilterExpression'],
]);

const expressions = [
  'ProjectionExpression',
  'FilterExpression',
  'UpdateExpression',
  'ConditionExpression',
  'KeyConditionExpression',
];

/** The refusal of legacy parameters: AWS's own when they stand beside expressions. Undefined where there are none. */
export const legacyRefusal = (unknown: readonly string[], input: JsonObject): AwsError | undefined => {
  const legacy = unknown.filter((name) => replacements.has(name));
  if (legacy.length === 0) return undefined;
  const modern = expressions.filter((name) => input[name] !== undefined);
  if (modern.length > 0) {
    return validationError(
      'Can not use both expression and non-expression parameters in the same request: ' +
        `Non-expression parameters: {${legacy.join(', ')}} Expression parameters: {${modern.join(', ')}}`,
    );
  }
  const advice = legacy.map((name) => `${name} (use ${replacements.get(name)})`);
  return validationError(`The local DynamoDB does not do the legacy parameter ${advice.join(', ')}`);
};
