import { validationError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { bindCondition } from './bind-condition.ts';
import { bindUpdate } from './bind-update.ts';
import type { ExpressionMember, ExpressionMembers } from './expression-members.ts';
import { type KeyTerm, keyTerms } from './key-condition.ts';
import { parseCondition } from './parse-condition.ts';
import { parseProjection } from './parse-projection.ts';
import { parseUpdate } from './parse-update.ts';
import { assertApart } from './paths.ts';
import { Placeholders } from './placeholders.ts';
import type { Condition, DocumentPath, UpdateAction } from './syntax.ts';
import { ExpressionRefused } from './token-reader.ts';

export interface Expressions {
  readonly condition: Condition<AttributeValue> | undefined;
  readonly filter: Condition<AttributeValue> | undefined;
  readonly key: ReadonlyMap<string, KeyTerm> | undefined;
  readonly projection: readonly DocumentPath[] | undefined;
  readonly update: readonly UpdateAction<AttributeValue>[] | undefined;
}

/**
 * Parses and binds all expressions of one request.
 *
 * @throws AwsError `ValidationException` in AWS's words
 */
export const readExpressions = (members: ExpressionMembers): Expressions => {
  if (spoken.every((name) => members[name] === undefined)) return NONE;
  const placeholders = new Placeholders(members.ExpressionAttributeNames, members.ExpressionAttributeValues);
  const read = <Result>(name: ExpressionMember, parse: (text: string) => Result): Result | undefined => {
    const text = members[name];
    return text === undefined ? undefined : explained(name, text, parse);
  };

  const expressions: Expressions = {
    update: read('UpdateExpression', (text) => bindUpdate(parseUpdate(text), placeholders)),
    condition: read('ConditionExpression', (text) => bindCondition(parseCondition(text), placeholders)),
    key: read('KeyConditionExpression', (text) => keyTerms(bindCondition(parseCondition(text), placeholders))),
    filter: read('FilterExpression', (text) => bindCondition(parseCondition(text), placeholders)),
    projection: read('ProjectionExpression', (text) => {
      const paths = parseProjection(text).map((path) => placeholders.path(path));
      assertApart(paths);
      return paths;
    }),
  };
  placeholders.assertAllUsed();
  return expressions;
};

/** Where there is none of these, there is nothing to read. */
const spoken = [
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'UpdateExpression',
  'ConditionExpression',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
] as const satisfies readonly (keyof ExpressionMembers)[];

const NONE: Expressions = {
  update: undefined,
  condition: undefined,
  key: undefined,
  filter: undefined,
  projection: undefined,
};

const explained = <Result>(name: string, text: string, parse: (text: string) => Result): Result => {
  const bytes = Buffer.byteLength(text);
  if (!(bytes <= limits.expressionBytes)) {
    throw validationError(
      `Invalid ${name}: Expression size has exceeded the maximum allowed size; expression size: ${bytes}`,
    );
  }
  try {
    return parse(text);
  } catch (refusal) {
    throw refusal instanceof ExpressionRefused ? validationError(`Invalid ${name}: ${refusal.message}`) : refusal;
  }
};
