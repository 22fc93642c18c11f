import { AwsError } from '../../aws-service.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { TokenContents } from './claims.ts';
import { applyOverrides, parseOverrides } from './token-overrides.ts';

/** Why tokens are made, as the trigger is told. */
export type TokenReason =
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_HostedAuth'
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
  const overrides = parseOverrides(trigger.version, answer);
  if (overrides === undefined) throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  return applyOverrides(contents, overrides);
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
