import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { assertAttributes } from '../attributes.ts';
import type { Room } from '../room.ts';
import { askUserMigration } from '../triggers/user-migration.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { attemptsNameOf } from './identify.ts';

/**
 * Lets the user migration trigger bring somebody whom the pool does not know, with the password that was typed.
 *
 * @throws AwsError NotAuthorizedException when the function fails, as AWS says it
 */
export async function migrateUser(
  room: Room,
  { pool, client, name }: { readonly pool: UserPool; readonly client: AppClient; readonly name: string },
  request: { readonly password: string | undefined; readonly validationData: JsonObject | undefined },
): Promise<void> {
  const isKnown = () => room.users.find(pool, name) !== undefined;
  if (!pool.triggers.has('UserMigration') || isKnown()) return;
  const attemptsName = attemptsNameOf(pool, undefined, name);
  await room.failedAttempts.inTurn(pool.id, attemptsName, async () => {
    if (!isKnown()) await bring(room, { pool, client, name, attemptsName }, request);
  });
}

async function bring(
  room: Room,
  {
    pool,
    client,
    name,
    attemptsName,
  }: { readonly pool: UserPool; readonly client: AppClient; readonly name: string; readonly attemptsName: string },
  request: { readonly password: string | undefined; readonly validationData: JsonObject | undefined },
): Promise<void> {
  const source =
    request.password === undefined
      ? ('UserMigration_ForgotPassword' as const)
      : ('UserMigration_Authentication' as const);
  const occasion = { pool, clientId: client.id, userName: name };
  const migrant = await askUserMigration(room, occasion, source, { ...request, clientMetadata: undefined }).catch(
    () => {
      // A function that knows the name and not the password throws: that is a failed sign-in like any other.
      room.failedAttempts.record(pool.id, attemptsName);
      throw new AwsError('NotAuthorizedException', `Exception migrating user in app client ${client.id}`);
    },
  );
  const attributes = new Map(Object.entries(migrant?.userAttributes ?? {}).filter(([key]) => key !== 'username'));
  if (attributes.size === 0) return;
  assertAttributes(pool, attributes);
  const identity = room.users.newIdentity(pool, name);
  const confirmed = migrant?.finalUserStatus === 'CONFIRMED' && request.password !== undefined;
  const prepared =
    confirmed && request.password !== undefined
      ? await room.passwords.prepare(pool, identity, request.password)
      : undefined;
  room.database.transaction(() => {
    const user = room.users.create(pool, identity, attributes, confirmed ? 'CONFIRMED' : 'RESET_REQUIRED');
    if (prepared !== undefined) room.passwords.put(pool, user, prepared, { temporary: false });
    if (migrant?.enableSMSMFA) room.messageFactors.set(user, 'SMS_MFA', { enabled: true, preferred: false });
  });
}
