import * as z from 'zod';
import { AwsError } from '../aws-service.ts';
import type { JsonObject } from '../json.ts';
import { invalidParameter } from './errors.ts';

/** A name, an ARN, or an ARN without its last six characters. */
export const secretId = z.string().min(1).max(2048);

/**
 * Parses the input of an operation. No value is repeated in a refusal: it may be a secret.
 *
 * @throws AwsError
 */
export const readInput = <Input>(schema: z.ZodType<Input>, input: JsonObject): Input => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  if (unknown.length > 0) {
    throw invalidParameter(`The local Secrets Manager does not know the parameter ${unknown.join(', ')}`);
  }
  const places = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AwsError('ValidationException', `The request is not valid: ${places.join('; ')}`);
};
