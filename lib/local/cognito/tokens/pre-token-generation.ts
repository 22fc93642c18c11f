import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { selfServiceScope, type TokenContents } from './claims.ts';

/** Why tokens are made, as the trigger is told. */
export type TokenReason =
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_RefreshTokens';

/** Cognito gives a trigger five seconds. */
const patienceMillis = 5_000;

/**
 * Lets the pool's pre token generation trigger change the tokens (developer guide, "Pre token generation Lambda
 * trigger", events version 1 and 2).
 *
 * @throws AwsError UserLambdaValidationException when the function fails, UnexpectedLambdaException when it does not
 * answer in time, InvalidLambdaResponseException when it answers something else than its event with a response
 */
export async function customise(
  room: Room,
  contents: TokenContents,
  reason: TokenReason,
  clientMetadata: JsonObject | undefined,
): Promise<TokenContents> {
  const trigger = contents.pool.preTokenGeneration;
  if (trigger === undefined) return contents;
  const event = eventOf(room, contents, reason, clientMetadata);
  const answer = await invoke(room, trigger.functionArn, event);
  const response = responses[trigger.version].safeParse(answer);
  if (!response.success) {
    throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  }
  return apply(contents, response.data);
}

function eventOf(
  room: Room,
  contents: TokenContents,
  reason: TokenReason,
  clientMetadata: JsonObject | undefined,
): JsonObject {
  const { pool, client, user, groups, roles, preferredRole, scopes } = contents;
  const second = pool.preTokenGeneration?.version === 'V2_0';
  return {
    version: second ? '2' : '1',
    triggerSource: reason,
    region: room.environment.region,
    userPoolId: pool.id,
    userName: user.username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client.id },
    request: {
      userAttributes: {
        sub: user.sub,
        'cognito:user_status': user.status,
        ...Object.fromEntries(user.attributes),
      },
      groupConfiguration: {
        groupsToOverride: groups,
        iamRolesToOverride: roles,
        preferredRole: preferredRole ?? null,
      },
      ...(second ? { scopes } : {}),
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    },
    response: second ? { claimsAndScopeOverrideDetails: null } : { claimsOverrideDetails: null },
  };
}

async function invoke(room: Room, functionArn: string, event: JsonObject): Promise<Json> {
  const { invokeFunction } = room;
  if (invokeFunction === undefined) throw new Error(`${functionArn} is a trigger, and nothing here runs functions`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const message = 'PreTokenGeneration invocation failed due to error: no answer within five seconds.';
      reject(new AwsError('UnexpectedLambdaException', message));
    }, patienceMillis);
  });
  try {
    return await Promise.race([invokeFunction(functionArn, event), late]);
  } catch (error) {
    if (error instanceof AwsError) throw error;
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new AwsError('UserLambdaValidationException', `PreTokenGeneration failed with error ${reason}.`);
  } finally {
    clearTimeout(timer);
  }
}

const strings = z.array(z.string()).nullish();
const claims = z.record(z.string(), z.json()).nullish();
const groupOverride = z
  .object({ groupsToOverride: strings, iamRolesToOverride: strings, preferredRole: z.string().nullish() })
  .nullish();

const tokenOverride = z.object({ claimsToAddOrOverride: claims, claimsToSuppress: strings }).nullish();

interface Overrides {
  readonly id: z.infer<typeof tokenOverride>;
  readonly access: z.infer<typeof accessOverride>;
  readonly groups: z.infer<typeof groupOverride>;
}

const accessOverride = z
  .object({
    claimsToAddOrOverride: claims,
    claimsToSuppress: strings,
    scopesToAdd: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/)).nullish(),
    scopesToSuppress: strings,
  })
  .nullish();

/** The two shapes of answer, read as one. */
const responses = {
  V1_0: z
    .object({
      response: z.object({
        claimsOverrideDetails: z
          .object({
            claimsToAddOrOverride: z.record(z.string(), z.string()).nullish(),
            claimsToSuppress: strings,
            groupOverrideDetails: groupOverride,
          })
          .nullish(),
      }),
    })
    .transform(
      ({ response: { claimsOverrideDetails: details } }): Overrides => ({
        id: details,
        access: undefined,
        groups: details?.groupOverrideDetails,
      }),
    ),
  V2_0: z
    .object({
      response: z.object({
        claimsAndScopeOverrideDetails: z
          .object({
            idTokenGeneration: tokenOverride,
            accessTokenGeneration: accessOverride,
            groupOverrideDetails: groupOverride,
          })
          .nullish(),
      }),
    })
    .transform(
      ({ response: { claimsAndScopeOverrideDetails: details } }): Overrides => ({
        id: details?.idTokenGeneration,
        access: details?.accessTokenGeneration,
        groups: details?.groupOverrideDetails,
      }),
    ),
} as const;

function apply(contents: TokenContents, { id, access, groups }: Overrides): TokenContents {
  const suppressed = new Set(access?.scopesToSuppress ?? []);
  return {
    ...contents,
    groups: groups?.groupsToOverride ?? contents.groups,
    roles: groups?.iamRolesToOverride ?? contents.roles,
    preferredRole: groups?.preferredRole ?? contents.preferredRole,
    // A trigger may take Cognito's own scopes away, never give them.
    scopes: [...new Set([...contents.scopes, ...(access?.scopesToAdd ?? []).filter(isGivable)])].filter(
      (scope) => !suppressed.has(scope),
    ),
    idClaims: changesOf(id),
    accessClaims: changesOf(access),
  };
}

const isGivable = (scope: string): boolean => scope === selfServiceScope || !scope.startsWith('aws.cognito');

/** Cognito ignores changes to the claims that say who is who; suppressing wins over adding. */
function changesOf(
  override:
    | {
        readonly claimsToAddOrOverride?: Readonly<Record<string, Json>> | null | undefined;
        readonly claimsToSuppress?: readonly string[] | null | undefined;
      }
    | null
    | undefined,
): JsonObject {
  const added = Object.entries(override?.claimsToAddOrOverride ?? {});
  const suppressed = (override?.claimsToSuppress ?? []).map((name) => [name, undefined] as const);
  return Object.fromEntries([...added, ...suppressed].filter(([name]) => isChangeable(name)));
}

const fixedClaims: ReadonlySet<string> = new Set([
  ...['acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'client_id', 'device_key', 'event_id', 'exp', 'iat'],
  ...['identities', 'iss', 'jti', 'nbf', 'nonce', 'origin_jti', 'scope', 'sub', 'token_use', 'username', 'version'],
]);

const isChangeable = (name: string): boolean =>
  !fixedClaims.has(name) && !name.startsWith('cognito:') && !name.startsWith('dev:');
