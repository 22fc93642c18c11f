import * as z from 'zod';
import { AwsError } from '../aws-service.ts';
import type { JsonObject } from '../json.ts';
import { invalidParameter } from './errors.ts';
import type { SecretValue } from './secret-store.ts';

/** A name, an ARN, or an ARN without its last six characters. */
export const secretId = z.string().min(1).max(2048);

export const secretName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[A-Za-z0-9/_+=.@-]+$/);

export const description = z.string().max(2048);
export const kmsKeyId = z.string().min(1).max(2048);

/** Names a version and makes its request one that may be repeated. */
export const clientRequestToken = z.string().min(32).max(64);

export const stageLabel = z.string().min(1).max(256);

export const tag = z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) });

const LARGEST_VALUE = 65_536;

/** A value is one of both, or none where that is allowed. */
export const valueMembers = {
  SecretString: z.string().min(1).max(LARGEST_VALUE).optional(),
  SecretBinary: z.base64().min(1).optional(),
};

/** @throws AwsError `InvalidParameterException` for both or too much */
export const valueIn = ({
  SecretString: text,
  SecretBinary: base64,
}: {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: string | undefined;
}): SecretValue | undefined => {
  if (text === undefined && base64 === undefined) return undefined;
  if (text !== undefined && base64 === undefined && Buffer.byteLength(text) <= LARGEST_VALUE)
    return { kind: 'string', text };
  if (base64 !== undefined && text === undefined) {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length <= LARGEST_VALUE) return { kind: 'binary', bytes };
  }
  throw invalidParameter('You must provide either SecretString or SecretBinary, of at most 65536 bytes.');
};

export const isSameValue = (one: SecretValue, two: SecretValue): boolean => {
  if (one.kind === 'string') return two.kind === 'string' && one.text === two.text;
  return two.kind === 'binary' && Buffer.compare(one.bytes, two.bytes) === 0;
};

/** Parameters of AWS that would do something which is not done here, with what they are for. */
const refused: ReadonlyMap<string, string> = new Map([
  ['AddReplicaRegions', 'replication to other regions'],
  ['ForceOverwriteReplicaSecret', 'replication to other regions'],
  ['Type', 'secrets of partners'],
  ['ExternalSecretRotationMetadata', 'secrets of partners'],
  ['ExternalSecretRotationRoleArn', 'secrets of partners'],
]);

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
    const named = unknown.map((key) => (refused.has(key) ? `${key} (${refused.get(key)})` : key));
    throw invalidParameter(`The local Secrets Manager does not know the parameter ${named.join(', ')}`);
  }
  const places = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AwsError('ValidationException', `The request is not valid: ${places.join('; ')}`);
};
