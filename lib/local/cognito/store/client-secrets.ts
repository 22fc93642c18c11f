import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../../aws-service.ts';
import type { Vault } from '../../vault.ts';
import type { AppClient } from '../user-pool.ts';
import type { Database } from './database.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const secretLength = 52;

/** Secrets of app clients: random, made once, sealed because `SECRET_HASH` is an HMAC under them. */
export class ClientSecrets {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  ensure(client: AppClient): void {
    if (!client.hasSecret || this.#sealed(client) !== undefined) return;
    const secret = Array.from({ length: secretLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
    this.#database.run(
      'INSERT INTO client_secrets (client, sealed_secret) VALUES (?, ?)',
      ...[client.id, this.#vault.seal(labelOf(client), secret)],
    );
  }

  secretOf(client: AppClient): string | undefined {
    const sealed = client.hasSecret ? this.#sealed(client) : undefined;
    return sealed && this.#vault.open(labelOf(client), sealed).toString();
  }

  isSecret(client: AppClient, given: string): boolean {
    const secret = this.secretOf(client);
    return secret !== undefined && timingSafeEqual(digest(given), digest(secret));
  }

  /** The `SECRET_HASH` that a client with a secret would send; undefined for one without. */
  secretHash(client: AppClient, name: string): string | undefined {
    const secret = this.secretOf(client);
    return secret && createHmac('sha256', secret).update(`${name}${client.id}`).digest('base64');
  }

  /**
   * `SECRET_HASH`: base64 of HMAC-SHA-256 under the secret of one of the user's names and the client id.
   *
   * @throws AwsError NotAuthorizedException when it is missing, wrong, or given for a client without a secret
   */
  assertSecretHash(client: AppClient, names: readonly string[], given: string | undefined): void {
    const secret = this.secretOf(client);
    if (secret === undefined && given === undefined) return;
    if (given === undefined) {
      throw refused(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
    }
    const fits = names.some(
      (name) =>
        secret !== undefined &&
        timingSafeEqual(
          digest(given),
          digest(createHmac('sha256', secret).update(`${name}${client.id}`).digest('base64')),
        ),
    );
    if (!fits) throw refused(`Unable to verify secret hash for client ${client.id}`);
  }

  #sealed(client: AppClient): Uint8Array | undefined {
    return this.#database.one<{ sealed_secret: Uint8Array }>(
      'SELECT sealed_secret FROM client_secrets WHERE client = ?',
      client.id,
    )?.sealed_secret;
  }
}

const labelOf = (client: AppClient): string => `client-secret ${client.id}`;
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const refused = (message: string) => new AwsError('NotAuthorizedException', message);
