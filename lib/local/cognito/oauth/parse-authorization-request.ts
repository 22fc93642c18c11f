import type { HttpRequest } from '../../aws-service.ts';
import type { Room } from '../room.ts';
import type { AuthorizationRequest } from '../store/login-transactions.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { OauthError } from './oauth-error.ts';
import { isCodeChallenge } from './pkce.ts';
import { withParameters } from './redirect.ts';

/** What a client wants of the login page. */
export interface Authorization {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly request: AuthorizationRequest;
  /** `none` never asks, `login` always does (OpenID Connect Core 1.0 §3.1.2.1). */
  readonly prompt: 'none' | 'login' | undefined;
  /** How long ago a sign-in may be that is not asked for again: the second half of a step-up (RFC 9470 §4). */
  readonly maxAgeSeconds: number | undefined;
  readonly loginHint: string | undefined;
}

/** A request that cannot be answered at any address of the client: whoever sent it is told on a page of ours. */
export class UnanswerableRequest extends Error {
  override readonly name = 'UnanswerableRequest';
}

/** A request that is answered with an error at the client's own address. */
export class RefusedAuthorization extends Error {
  override readonly name = 'RefusedAuthorization';
  readonly location: string;

  constructor(location: string) {
    super('the authorization request is refused');
    this.location = location;
  }
}

/** AWS's parameters; `lang` changes nothing, since the page speaks English only. */
const knownParameters: ReadonlySet<string> = new Set([
  ...['response_type', 'client_id', 'redirect_uri', 'state', 'identity_provider', 'scope', 'nonce', 'prompt'],
  ...['code_challenge', 'code_challenge_method', 'login_hint', 'lang', 'max_age'],
]);

/**
 * Judges a request of `/oauth2/authorize` (RFC 6749 §4.1.1).
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 * @throws UnanswerableRequest unless client and redirect_uri are known: an error goes to a registered address only;
 * RefusedAuthorization for everything else that is wrong
 */
export function parseAuthorizationRequest(room: Room, { query }: Pick<HttpRequest, 'query'>): Authorization {
  const given = new URLSearchParams(query);
  const { client, pool, redirectUri } = answerableTo(room, given);
  const [state, ...states] = given.getAll('state');
  const wantsTokens = given.get('response_type') === 'token' && client.oauth.flows.includes('implicit');
  try {
    if (states.length > 0) throw new OauthError('invalid_request', 'a parameter appears twice');
    return { pool, client, ...judge(client, given, { redirectUri, state }) };
  } catch (error) {
    if (!(error instanceof OauthError)) throw error;
    throw new RefusedAuthorization(
      withParameters(redirectUri, wantsTokens ? 'fragment' : 'query', {
        ...{ error: error.code, error_description: error.message },
        state: states.length > 0 ? undefined : state,
      }),
    );
  }
}

/** @throws UnanswerableRequest unless client and address belong together */
export function answerableTo(room: Room, given: URLSearchParams) {
  const [clientId, ...clientIds] = given.getAll('client_id');
  const client = clientId === undefined || clientIds.length > 0 ? undefined : room.declared.findClient(clientId);
  const pool = client && room.declared.pool(client.userPoolId);
  if (client === undefined || pool?.domain === undefined) {
    throw new UnanswerableRequest('There is no such app client, or its user pool has no domain.');
  }
  const [named, ...others] = given.getAll('redirect_uri');
  const redirectUri = named ?? client.oauth.defaultRedirectUri;
  if (redirectUri === undefined || others.length > 0 || !client.oauth.callbackUrls.includes(redirectUri)) {
    throw new UnanswerableRequest('The app asked to send you to an address that is not registered for it.');
  }
  return { client, pool, redirectUri };
}

function judge(
  client: AppClient,
  given: URLSearchParams,
  { redirectUri, state }: { readonly redirectUri: string; readonly state: string | undefined },
): Omit<Authorization, 'client' | 'pool'> {
  const names = [...given.keys()];
  if (new Set(names).size < names.length) throw new OauthError('invalid_request', 'a parameter appears twice');
  const unknown = names.find((name) => !knownParameters.has(name));
  if (unknown !== undefined) throw new OauthError('invalid_request', `${named(unknown)} is not supported here`);
  const value = (name: string) => given.get(name) || undefined;
  if ((value('identity_provider') ?? 'COGNITO') !== 'COGNITO') {
    throw new OauthError('invalid_request', 'the user pool has no such identity provider');
  }
  return {
    request: {
      poolId: client.userPoolId,
      clientId: client.id,
      responseType: responseTypeOf(client, value('response_type')),
      redirectUri,
      scopes: scopesOf(client, value('scope')),
      state,
      nonce: value('nonce'),
      codeChallenge: codeChallengeOf(value('code_challenge'), value('code_challenge_method')),
    },
    prompt: promptOf(value('prompt')),
    maxAgeSeconds: maxAgeOf(value('max_age')),
    loginHint: value('login_hint')?.slice(0, 128),
  };
}

/** Only what looks like the name of a parameter is repeated. */
const named = (name: string): string => (/^[a-z_]{1,32}$/.test(name) ? name : 'a parameter');

function responseTypeOf(client: AppClient, type: string | undefined): 'code' | 'token' {
  if (type === undefined) throw new OauthError('invalid_request', 'response_type is missing');
  if (type !== 'code' && type !== 'token') {
    throw new OauthError('unsupported_response_type', 'response_type is code or token');
  }
  if (!client.oauth.flows.includes(type === 'code' ? 'code' : 'implicit')) {
    throw new OauthError('unauthorized_client', 'the client may not use this response_type');
  }
  return type;
}

/** Without a wish, all that the client may have. */
function scopesOf({ oauth }: AppClient, wish: string | undefined): readonly string[] {
  const wanted = wish === undefined ? oauth.scopes : [...new Set(wish.split(' '))];
  if (!wanted.every((scope) => oauth.scopes.includes(scope))) {
    throw new OauthError('invalid_scope', 'a scope does not exist or is not allowed for the client');
  }
  return wanted;
}

/** AWS asks no client for PKCE; who uses it must use S256 (RFC 7636 §4.2). */
function codeChallengeOf(challenge: string | undefined, method: string | undefined): string | undefined {
  if (challenge === undefined && method === undefined) return undefined;
  if (method !== 'S256') throw new OauthError('invalid_request', 'code_challenge_method must be S256');
  if (challenge === undefined || !isCodeChallenge(challenge)) {
    throw new OauthError('invalid_request', 'code_challenge is no challenge of S256');
  }
  return challenge;
}

function maxAgeOf(seconds: string | undefined): number | undefined {
  if (seconds === undefined || /^\d{1,9}$/.test(seconds)) return seconds === undefined ? undefined : Number(seconds);
  throw new OauthError('invalid_request', 'max_age is a whole number of seconds');
}

function promptOf(prompt: string | undefined): Authorization['prompt'] {
  if (prompt === undefined || prompt === 'none' || prompt === 'login') return prompt;
  throw new OauthError('invalid_request', 'prompt is none or login; nothing else is supported here');
}
