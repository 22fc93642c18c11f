import type * as z from 'zod';
import type { AwsError } from '../../aws-service.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { serializationError, validationError } from '../errors.ts';
import { AS_WRITTEN, constraintOf } from './constraint-of.ts';
import { legacyRefusal } from './legacy-parameters.ts';

/**
 * Parses the input of an operation. A member that is null is one that is not there.
 *
 * @throws AwsError `SerializationException` for a member of the wrong JSON type, `ValidationException` for what is
 * missing, out of bounds, or not done here
 */
export const readInput = <Input>(schema: z.ZodType<Input>, given: JsonObject): Input => {
  const input = withoutNulls(given);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw refusalOf(parsed.error.issues, input);
};

const withoutNulls = (input: JsonObject): JsonObject =>
  Object.values(input).includes(null)
    ? Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null))
    : input;

type Issue = z.core.$ZodIssue;

const refusalOf = (issues: readonly Issue[], input: JsonObject): AwsError => {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].map(String).join('.')) : [],
  );
  if (unknown.length > 0) {
    const legacy = legacyRefusal(unknown, input);
    return legacy ?? validationError(`The local DynamoDB does not know the parameter ${unknown.join(', ')}`);
  }
  const misTyped = issues.find((issue) => isTypeIssue(issue) && valueAt(input, issue.path) !== undefined);
  if (misTyped !== undefined) return serializationError(typeComplaint(misTyped, valueAt(input, misTyped.path)));
  const complaints = issues.map((issue) => {
    if (issue.message === AS_WRITTEN) {
      return `Value at '${placeOf(issue.path, String)}' failed to satisfy constraint: ${constraintOf(issue)}`;
    }
    const path = isWritesOfTable(issue) ? issue.path.slice(0, 1) : issue.path;
    return `Value ${show(valueAt(input, path))} at '${placeOf(path)}' failed to satisfy constraint: ${constraintOf(issue)}`;
  });
  const plural = complaints.length > 1 ? 's' : '';
  return validationError(`${complaints.length} validation error${plural} detected: ${complaints.join('; ')}`);
};

/** The bounds of the lists of `BatchWriteItem` are a constraint on the values of the map that holds them. */
const isWritesOfTable = ({ code, path }: Issue): boolean =>
  (code === 'too_small' || code === 'too_big') && path.length === 2 && path[0] === 'RequestItems';

/** `custom` is the check that a member is a map. */
const isTypeIssue = ({ code }: Issue): boolean => code === 'invalid_type' || code === 'custom';

/** AWS's words for JSON of the wrong type are those of its parser. */
const typeComplaint = (issue: Issue, value: Json | undefined): string => {
  const expected = issue.code === 'invalid_type' ? issue.expected : 'map';
  if (expected === 'map' || expected === 'record' || expected === 'object') {
    return Array.isArray(value)
      ? 'Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>'
      : 'Unexpected field type';
  }
  if (expected === 'array') {
    return isJsonObject(value) ? 'Start of structure or map found where not expected' : 'Unexpected field type';
  }
  const type =
    { string: 'String', boolean: 'Boolean', number: 'Integer', int: 'Integer' }[String(expected)] ?? 'String';
  if (Array.isArray(value)) return `Unrecognized collection type class java.lang.${type}`;
  if (isJsonObject(value)) return 'Start of structure or map found where not expected';
  return `${tokenOf(value)} cannot be converted to ${type}`;
};

const tokenOf = (value: Json | undefined): string => {
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return 'STRING_VALUE';
};

/** AWS counts list members from one and begins names in lower case: `transactItems.1.member.put`. */
const placeOf = (path: readonly PropertyKey[], spelled = lowerFirst): string =>
  path
    .map((key, at) => {
      if (typeof key === 'number') return `${key + 1}.member`;
      // What stands right below `RequestItems` is no member but the name of a table.
      if (at > 0 && path[at - 1] === 'RequestItems') return `${String(key)}.member`;
      return spelled(String(key));
    })
    .join('.');

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const valueAt = (input: Json, path: readonly PropertyKey[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, Json>)[key] // it has this key
        : undefined,
    input,
  );

/** Maps as Java shows them: AWS does not quote their names. */
const shown = (value: Json): string =>
  isJsonObject(value)
    ? `{${Object.entries(value).map(([name, each]) => `${name}=${JSON.stringify(each)}`)}}`
    : JSON.stringify(value);

const show = (value: Json | undefined): string =>
  value === undefined ? 'null' : `'${typeof value === 'string' ? value : shown(value)}'`;
