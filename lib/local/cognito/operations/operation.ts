import * as z from 'zod';
import type { AwsOperation } from '../../aws-service.ts';
import { arnOf } from '../../environment.ts';
import type { JsonObject } from '../../json.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { UserPool } from '../user-pool.ts';
import { assertNarrow } from './assert-narrow.ts';

/** An operation waits for the room it will work in. */
export type Operation = (room: Room) => AwsOperation;

/** Open to everyone by AWS's own definition: what is asked proves the right to ask it. */
export const openOperation =
  <Members extends z.ZodRawShape>(definition: {
    readonly name: string;
    readonly input: Members;
    readonly run: (room: Room, input: z.output<z.ZodObject<Members>>) => JsonObject | Promise<JsonObject>;
  }): Operation =>
  (room) => ({
    name: definition.name,
    authorization: 'unsigned',
    rights: () => [],
    run: (input) => definition.run(room, parseInput(z.strictObject(definition.input), input)),
  });

/** Signed, and allowed by `cognito-idp:<name>` on the ARN of the pool that `UserPoolId` names. */
export const poolOperation =
  <Members extends z.ZodRawShape>(definition: {
    readonly name: string;
    readonly input: Members;
    readonly run: (
      room: Room,
      pool: UserPool,
      input: z.output<z.ZodObject<Members>>,
    ) => JsonObject | Promise<JsonObject>;
  }): Operation =>
  (room) => {
    const schema = z.strictObject({ ...definition.input, UserPoolId: userPoolId });
    return {
      name: definition.name,
      authorization: 'signed',
      rights: (input) => {
        const { UserPoolId } = parseInput(poolMember, input);
        const resource = arnOf(room.environment, 'cognito-idp', `userpool/${UserPoolId}`);
        return [{ action: `cognito-idp:${definition.name}`, resource }];
      },
      run: (input) => {
        // Spreading a generic shape loses its keys; the strict object above has parsed them all.
        const { UserPoolId, ...members } = parseInput(schema, input) as z.output<z.ZodObject<Members>> & {
          readonly UserPoolId: string;
        };
        const pool = room.declared.pool(UserPoolId);
        return definition.run(room, pool, members as unknown as z.output<z.ZodObject<Members>>);
      },
    };
  };

/** Signed, and allowed by `cognito-idp:<name>` on `*`: the action is one of the whole region. */
export const regionOperation =
  <Members extends z.ZodRawShape>(definition: {
    readonly name: string;
    readonly input: Members;
    readonly run: (room: Room, input: z.output<z.ZodObject<Members>>) => JsonObject;
  }): Operation =>
  (room) => ({
    name: definition.name,
    authorization: 'signed',
    rights: () => [{ action: `cognito-idp:${definition.name}`, resource: '*' }],
    run: (input) => definition.run(room, parseInput(z.strictObject(definition.input), input)),
  });

function withoutNulls(parameters: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

const userPoolId = z.string().regex(/^[\w-]{1,45}_[0-9a-zA-Z]{1,9}$/);
/** All that rights depend on; the other members are judged when the operation runs. */
const poolMember = z.object({ UserPoolId: userPoolId });

/** Members that several operations take. */
export const members = {
  username: z.string().min(1).max(128),
  password: z
    .string()
    .min(1)
    .max(256)
    .regex(/^\S(?:.*\S)?$/su),
  clientId: z.string().regex(/^[\w+]{1,128}$/),
  session: z.string().min(20).max(2_048),
  accessToken: z.string().min(1).max(16_384),
  deviceKey: z
    .string()
    .max(55)
    .regex(/^[\w-]+_[0-9a-f-]+$/),
  groupName: z.string().min(1).max(128),
  userCode: z.string().regex(/^\d{6}$/),
  attributes: z.array(z.strictObject({ Name: z.string().min(1).max(32), Value: z.string().max(2_048).optional() })),
  /** What a client got by mail or text message: judged where it is compared, so only its length matters here. */
  code: z.string().min(1).max(2_048),
  secretHash: z.string().min(1).max(128),
  contactAttribute: z.enum(['email', 'phone_number']),
  attributeNames: z.array(z.string().min(1).max(32)).min(1),
  limit: z.int().min(0).max(60),
  nextToken: z.string().min(1).max(131_072),
  /** amazon-cognito-identity-js sends `null` for what it does not have; it counts as absent. */
  parameters: z.record(z.string(), z.string().max(16_384).nullable()).transform(withoutNulls),
  clientMetadata: z.record(z.string(), z.string()),
  /** Given to analytics and risk scoring, of which there is none here: not even walked, so no depth of it can hurt. */
  ignored: z.unknown(),
} as const;

/** Attributes as a client lists them, by name; the last of a name counts. */
export const toMap = (
  attributes: readonly { readonly Name: string; readonly Value?: string | undefined }[] = [],
): ReadonlyMap<string, string> => new Map(attributes.map(({ Name, Value }) => [Name, Value ?? '']));

/** @throws AwsError InvalidParameterException that names the member, never its value */
function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  assertNarrow(input);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw invalidParameter(`Unknown member ${[...issue.path, issue.keys[0]].join('.')}`);
  }
  const path = issue?.path.join('.') || 'input';
  throw invalidParameter(
    `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${issue?.message ?? 'unknown'}`,
  );
}
