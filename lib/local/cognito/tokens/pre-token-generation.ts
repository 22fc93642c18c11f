import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { runTrigger } from '../triggers/run-trigger.ts';
import { metadata, toTriggerAttributes } from '../triggers/user-attributes.ts';
import type { AppClient, PreTokenGenerationTrigger, UserPool } from '../user-pool.ts';
import type { TokenContents } from './claims.ts';
import { applyOverrides, grantedByTrigger, overridesOf } from './token-overrides.ts';

/** Why tokens are made, as the trigger is told. */
export type TokenReason =
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_RefreshTokens';

const eventVersions = { V1_0: '1', V2_0: '2', V3_0: '3' } as const;

/** What the function finds to fill in. */
const emptyResponse = ({ version }: PreTokenGenerationTrigger): JsonObject =>
  version === 'V1_0' ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null };

/**
 * Lets the pool's pre token generation trigger change the tokens (developer guide, "Pre token generation Lambda
 * trigger", events version 1 to 3).
 *
 * @throws AwsError what `runTrigger` throws
 */
export async function customise(
  room: Room,
  contents: TokenContents,
  reason: TokenReason,
  clientMetadata: JsonObject | undefined,
): Promise<TokenContents> {
  const { pool, client, user, groups, roles, preferredRole, scopes } = contents;
  const trigger = pool.preTokenGeneration;
  if (trigger === undefined) return contents;
  const occasion = { pool, clientId: client.id, userName: user.username };
  const overrides = await runTrigger(room, occasion, {
    name: 'PreTokenGeneration',
    source: reason,
    version: eventVersions[trigger.version],
    request: {
      userAttributes: toTriggerAttributes(user),
      groupConfiguration: {
        groupsToOverride: groups,
        iamRolesToOverride: roles,
        preferredRole: preferredRole ?? null,
      },
      ...(trigger.version === 'V1_0' ? {} : { scopes }),
      ...metadata(clientMetadata),
    },
    response: emptyResponse(trigger),
    answer: overridesOf[trigger.version],
  });
  return overrides === undefined ? contents : applyOverrides(contents, overrides);
}

/** What a program's token says beside the claims that are always there. */
export interface ProgramToken {
  readonly scopes: readonly string[];
  readonly claims: JsonObject;
}

/** The same for the client credentials grant, of which only version 3 of the event is told. */
export async function customiseProgram(
  room: Room,
  {
    pool,
    client,
    scopes,
  }: {
    readonly pool: UserPool;
    readonly client: AppClient;
    readonly scopes: readonly string[];
  },
  clientMetadata?: JsonObject,
): Promise<ProgramToken> {
  const trigger = pool.preTokenGeneration;
  if (trigger?.version !== 'V3_0') return { scopes, claims: {} };
  const occasion = { pool, clientId: client.id, userName: client.id };
  const overrides = await runTrigger(room, occasion, {
    name: 'PreTokenGeneration',
    source: 'TokenGeneration_ClientCredentials',
    version: eventVersions.V3_0,
    request: { userAttributes: {}, groupConfiguration: {}, scopes, ...metadata(clientMetadata) },
    response: emptyResponse(trigger),
    answer: overridesOf.V3_0,
  });
  return overrides === undefined ? { scopes, claims: {} } : grantedByTrigger(scopes, overrides);
}
