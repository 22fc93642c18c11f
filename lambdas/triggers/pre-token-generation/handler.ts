import { scopesOfGroups } from './scopes-of-groups.constant.ts';

/** What is read of a pre token generation event, version V2_0 (Cognito developer guide, "Pre token generation"). */
interface PreTokenGenerationEvent {
  readonly version: string;
  readonly request: { readonly groupConfiguration?: { readonly groupsToOverride?: readonly string[] } };
  response: { claimsAndScopeOverrideDetails?: unknown };
}

const scopes = new Map(Object.entries(scopesOfGroups));

/**
 * Puts into a user's access token the scopes that the user's groups need. A token of a user without a group opens nothing.
 *
 * @throws Error for events of another version, which could not carry scopes: the sign-in then fails.
 */
export const handler = async (event: PreTokenGenerationEvent): Promise<PreTokenGenerationEvent> => {
  if (!event.version.startsWith('2')) throw new Error('the trigger needs events of version V2_0');
  const groups = event.request.groupConfiguration?.groupsToOverride ?? [];
  const scopesToAdd = [...new Set(groups.flatMap((group) => scopes.get(group) ?? []))];
  return {
    ...event,
    response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd } } },
  };
};
