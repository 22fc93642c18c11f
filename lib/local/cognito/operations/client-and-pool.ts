import type { Room } from '../room.ts';
import type { AppClient, UserPool } from '../user-pool.ts';

/**
 * The client that somebody without credentials names, and its pool.
 *
 * @throws AwsError ResourceNotFoundException; NotAuthorizedException where the client's secret is not proven
 */
export function clientAndPool(
  room: Room,
  input: { readonly ClientId: string; readonly Username: string; readonly SecretHash?: string | undefined },
): { readonly client: AppClient; readonly pool: UserPool } {
  const client = room.declared.client(input.ClientId);
  room.clientSecrets.assertSecretHash(client, [input.Username], input.SecretHash);
  return { client, pool: room.declared.pool(client.userPoolId) };
}
