import type { LocalEnvironment } from '../environment.ts';
import type { Sqlite } from '../sqlite.ts';
import type { AliasStore } from './alias-store.ts';
import type { KeyStore } from './key-store.ts';
import type { Keyring } from './keyring.ts';
import type { KeyPolicies } from './policies.ts';

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly iam: KeyPolicies;
  readonly database: Sqlite;
  readonly store: KeyStore;
  readonly aliases: AliasStore;
  readonly keyring: Keyring;
}
