import type { AwsCall, AwsOperation } from '../aws-service.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { JsonObject } from '../json.ts';
import type { Sqlite } from '../sqlite.ts';
import type { Catalog } from './catalog.ts';
import type { SecretStore } from './secret-store.ts';

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly database: Sqlite;
  readonly store: SecretStore;
  readonly catalog: Catalog;
}

/** One operation of the API, before it is given the engine. */
export interface Operation {
  readonly name: string;
  /** Whether it concerns the secret that `SecretId` names, or all of them. */
  readonly on: 'secret' | 'all';
  run(engine: Engine, input: JsonObject, call: AwsCall): JsonObject;
}

/** Gives an operation its engine. Each needs the right of its own name. */
export const bindOperation = (engine: Engine, { name, on, run }: Operation): AwsOperation => ({
  name,
  authorization: 'signed',
  rights: ({ SecretId: id }) => [
    {
      action: `secretsmanager:${name}`,
      resource: on === 'secret' && typeof id === 'string' ? arnFor(engine, id) : '*',
    },
  ],
  run: (input, call) => run(engine, input, call),
});

/** A secret that is not there has an ARN all the same: whoever may not ask for it, does not learn that. */
const arnFor = ({ catalog }: Engine, id: string): string =>
  catalog.seek(id)?.arn ?? (id.startsWith('arn:') ? id : catalog.arnOfSecret(id));
