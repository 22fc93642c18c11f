import { noteActivity } from '../../sessions/note-activity.ts';
import { scopesOfGroups } from './scopes-of-groups.constant.ts';

/** What is read of a pre token generation event, version V2_0 (Cognito developer guide, "Pre token generation"). */
interface PreTokenGenerationEvent {
  readonly version: string;
  /** `TokenGeneration_RefreshTokens`, or that of a kind of sign-in. */
  readonly triggerSource: string;
  readonly request: {
    readonly userAttributes: { readonly sub: string };
    readonly groupConfiguration?: { readonly groupsToOverride?: readonly string[] };
  };
  response: { claimsAndScopeOverrideDetails?: unknown };
}

const scopes = new Map(Object.entries(scopesOfGroups));

/**
 * Lets a token change its own user at Amazon Cognito: delete it, give it another second factor, another address. Nothing there
 * asks how recent or how strong the authentication was, or whether the user has signed out since.
 */
const scopesToSuppress = ['aws.cognito.signin.user.admin'];

/**
 * Puts into a user's access token the scopes that the user's groups need, and no other way to use it; a token of a user
 * without a group opens nothing.
 * A refresh after the idle limit gets no tokens.
 *
 * @throws Error for events of another version, which could not carry scopes, and for a session that was idle: Cognito then
 * gives no token.
 */
export const handler = async (event: PreTokenGenerationEvent): Promise<PreTokenGenerationEvent> => {
  const { version, triggerSource, request } = event;
  if (!version.startsWith('2')) throw new Error('the trigger needs events of version V2_0');
  const kind = triggerSource === 'TokenGeneration_RefreshTokens' ? 'refresh' : 'sign-in';
  if (!(await noteActivity(request.userAttributes.sub, kind, Date.now() / 1_000))) {
    throw new Error('the session was idle for too long: sign in again');
  }
  const groups = request.groupConfiguration?.groupsToOverride ?? [];
  const scopesToAdd = [...new Set(groups.flatMap((group) => scopes.get(group) ?? []))];
  return {
    ...event,
    response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd, scopesToSuppress } } },
  };
};
