import * as z from 'zod';
import { AwsError } from '../aws-service.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { unsupported, validation } from './errors.ts';

/** Bytes come in base64. @param most AWS's limit on their number */
export const blob = (most: number, least = 1) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine(({ length }) => length >= least && length <= most, {
      error: `Member must have length from ${least} to ${most}`,
    });

/** Key id, key ARN, alias name or alias ARN. */
export const keyId = z.string().min(1).max(2048);

/** zod passes over a member of this name, and with it what a ciphertext would be bound to. */
const hasOnlyNames = (value: unknown): boolean => isJsonObject(value) && !Object.hasOwn(value, '__proto__');

/** Policies do not tell names apart by case, so two that differ in nothing else would let one stand in for the other. */
export const encryptionContext = z
  .custom<JsonObject>(hasOnlyNames, { error: 'Must be a map of texts, none named __proto__' })
  .pipe(z.record(z.string(), z.string()))
  .refine(
    (context) => new Set(Object.keys(context).map((name) => name.toLowerCase())).size === Object.keys(context).length,
    {
      error: 'Names must differ in more than their case',
    },
  )
  .optional();

/** What every cryptographic operation takes beside its own members. No grant is made here, so no token is valid. */
export const common = {
  GrantTokens: z.array(z.string()).max(10).optional(),
  DryRun: z.boolean().optional(),
};

/**
 * Parses the input of an operation. No value is repeated in a refusal: it may be a secret.
 *
 * @throws AwsError
 */
export const readInput = <Input>(schema: z.ZodType<Input>, input: JsonObject): Input => {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw refusal(parsed.error.issues);
  if (Array.isArray(input['GrantTokens']) && input['GrantTokens'].length > 0) {
    throw new AwsError('InvalidGrantTokenException', 'The local KMS has made no grant: no grant token is valid.');
  }
  return parsed.data;
};

const refusal = (issues: readonly z.core.$ZodIssue[]): AwsError => {
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  if (unknown.length > 0) return unsupported(`The local KMS does not know the member ${unknown.join(', ')}`);
  const places = issues.map(({ path, message }) => `Value at '${lowerFirst(path.join('.'))}': ${message}`);
  return validation(`${places.length} validation error${places.length > 1 ? 's' : ''} detected: ${places.join('; ')}`);
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** To be called when nothing is left but to do the work. @throws AwsError `DryRunOperationException` if that was not wanted */
export const stopDryRun = ({ DryRun: dryRun }: { readonly DryRun?: boolean | undefined }): void => {
  if (dryRun === true) {
    throw new AwsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.', {
      status: 412,
    });
  }
};
