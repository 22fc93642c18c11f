import type { HttpRequest } from '../../aws-service.ts';
import type { Room } from '../room.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { OauthError } from './oauth-error.ts';

interface Credentials {
  readonly id: string;
  readonly secret: string | undefined;
  readonly basic: boolean;
}

export interface OauthClient {
  readonly client: AppClient;
  readonly pool: UserPool;
}

/**
 * The client that sends a request. One with a secret proves itself by it: `client_secret_basic` or
 * `client_secret_post`, not both (RFC 6749 §2.3.1). One without only says its name.
 *
 * @throws OauthError invalid_client, which does not tell an unknown client from a wrong secret; unauthorized_client for
 * a pool without a domain
 */
export function authenticateClient(room: Room, request: HttpRequest, form: ReadonlyMap<string, string>): OauthClient {
  const { id, secret, basic } = credentialsOf(request, form);
  const client = room.declared.findClient(id);
  const isClient =
    client !== undefined &&
    (client.hasSecret ? secret !== undefined && room.clientSecrets.isSecret(client, secret) : secret === undefined);
  if (!isClient) throw new OauthError('invalid_client', 'the client could not be authenticated', { challenge: basic });
  const pool = room.declared.pool(client.userPoolId);
  if (pool.domain === undefined) {
    throw new OauthError('unauthorized_client', 'the user pool has no domain, so AWS would not have this endpoint');
  }
  return { client, pool };
}

function credentialsOf(request: HttpRequest, form: ReadonlyMap<string, string>): Credentials {
  const authorization = request.headers.get('authorization') ?? [];
  if (authorization.length > 1) throw new OauthError('invalid_request', 'the authorization header appears twice');
  const [header] = authorization;
  const id = form.get('client_id');
  const secret = form.get('client_secret');
  if (header === undefined) {
    if (id === undefined) throw new OauthError('invalid_client', 'client_id is needed');
    return { id, secret, basic: false };
  }
  if (secret !== undefined) throw new OauthError('invalid_request', 'the client authenticates in two ways');
  const basic = parseBasic(header);
  if (id !== undefined && id !== basic.id) throw new OauthError('invalid_request', 'two clients are named');
  return basic;
}

/** User and password are form-encoded before they are joined; what Cognito makes needs no encoding. */
function parseBasic(header: string): Credentials {
  const malformed = () => new OauthError('invalid_client', 'the credentials are malformed', { challenge: true });
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  const [id, secret, ...rest] = encoded === undefined ? [] : Buffer.from(encoded, 'base64').toString().split(':');
  if (id === undefined || secret === undefined || rest.length > 0) throw malformed();
  try {
    return { id: decodeURIComponent(id), secret: decodeURIComponent(secret), basic: true };
  } catch {
    throw malformed();
  }
}
