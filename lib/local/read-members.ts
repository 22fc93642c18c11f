import type * as z from 'zod';
import type { AwsError } from './aws-service.ts';
import type { JsonObject } from './json.ts';

/**
 * Parses the input of an operation. Members that the schema does not name are refused by name: what is ignored would
 * look as if it were done. No value is repeated in a refusal, because it may be a secret.
 *
 * @throws AwsError that `refuse` makes
 */
export const readMembers = <Input>(
  schema: z.ZodType<Input>,
  input: JsonObject,
  refuse: (message: string) => AwsError,
): Input => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  if (unknown.length > 0) throw refuse(`The local runtime does not know the parameter ${unknown.join(', ')}`);
  const places = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw refuse(`The request is not valid: ${places.join('; ')}`);
};
