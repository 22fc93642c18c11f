import type * as z from 'zod';
import type { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { serializationError, validationError } from '../errors.ts';

/**
 * Parses the input of an operation.
 *
 * @throws AwsError `SerializationException` for a member of the wrong JSON type, `ValidationException` for what is
 * missing, out of bounds, or not done here
 */
export const readInput = <Input>(schema: z.ZodType<Input>, input: JsonObject): Input => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw refusalOf(parsed.error.issues, input);
};

type Issue = z.core.$ZodIssue;

const refusalOf = (issues: readonly Issue[], input: JsonObject): AwsError => {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].map(String).join('.')) : [],
  );
  if (unknown.length > 0) {
    return validationError(`The local DynamoDB does not know the parameter ${unknown.join(', ')}`);
  }
  const misTyped = issues.find((issue) => isTypeIssue(issue) && valueAt(input, issue.path) !== undefined);
  if (misTyped !== undefined) {
    return serializationError(`Unexpected type of '${placeOf(misTyped.path)}' in the request`);
  }
  const complaints = issues.map(
    (issue) =>
      `Value ${show(valueAt(input, issue.path))} at '${placeOf(issue.path)}' failed to satisfy constraint: ${constraintOf(issue)}`,
  );
  const plural = complaints.length > 1 ? 's' : '';
  return validationError(`${complaints.length} validation error${plural} detected: ${complaints.join('; ')}`);
};

/** `custom` is the check that a member is a map. */
const isTypeIssue = ({ code }: Issue): boolean => code === 'invalid_type' || code === 'custom';

const constraintOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
    case 'custom':
      return 'Member must not be null';
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
    case 'too_small':
      return issue.origin === 'number'
        ? `Member must have value greater than or equal to ${issue.minimum}`
        : `Member must have length greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'number'
        ? `Member must have value less than or equal to ${issue.maximum}`
        : `Member must have length less than or equal to ${issue.maximum}`;
    default:
      return issue.message;
  }
};

/** AWS counts list members from one and begins names in lower case: `transactItems.1.member.put`. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) =>
      typeof key === 'number' ? `${key + 1}.member` : String(key).charAt(0).toLowerCase() + String(key).slice(1),
    )
    .join('.');

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key] // it has this key
        : undefined,
    input,
  );

const show = (value: unknown): string =>
  value === undefined ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
