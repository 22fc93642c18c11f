import { arnOf, type LocalEnvironment } from '../../environment.ts';
import type { Sqlite } from '../../sqlite.ts';
import { resourceInUse, resourceNotFound } from '../errors.ts';
import type { Stream } from '../streams/stream.ts';
import type { Streams } from '../streams/streams.ts';
import { keyElements, type Table, type TableDefinition, type TableHistory } from '../table.ts';
import { IndexStore } from './index-store.ts';
import type { ItemStore } from './item-store.ts';
import { type StoredTable, TableStore } from './table-store.ts';

/**
 * The tables that were declared in this run, and those that were ever made over the API. What the store knows of earlier
 * templates stays unseen.
 */
export class Catalog {
  readonly #environment: LocalEnvironment;
  readonly #database: Sqlite;
  readonly #items: ItemStore;
  readonly #streams: Streams;
  readonly #store: TableStore;
  readonly #indexes: IndexStore;
  readonly #tables = new Map<string, Table>();
  readonly #arnPrefix: string;

  constructor(environment: LocalEnvironment, database: Sqlite, items: ItemStore, streams: Streams) {
    this.#environment = environment;
    this.#arnPrefix = arnOf(environment, 'dynamodb', 'table/');
    this.#database = database;
    this.#items = items;
    this.#streams = streams;
    this.#store = new TableStore(database);
    this.#indexes = new IndexStore(database, items);
    for (const stored of this.#store.all) if (stored.history.origin === 'api') this.#keep(stored, stored.definition);
  }

  get tables(): readonly Table[] {
    return [...this.#tables.values()];
  }

  /**
   * Declares a table of the template; one of the same name keeps its items.
   *
   * @throws Error when the keys are not those with which its items were stored, or the name is taken
   */
  declare(definition: TableDefinition): Table {
    const { name } = definition;
    const taken = this.#tables.get(name);
    if (taken?.history.origin === 'api') {
      throw new Error(
        `The table ${name} was made over the API: CloudFormation would not make it again. Delete it first`,
      );
    }
    if (taken !== undefined) throw new Error(`Two tables are named ${name}`);
    return this.#database.write(() => {
      const stored = this.#store.find(name);
      if (stored === undefined) return this.#add(definition, 'template');
      assertSameKeys(stored.definition, definition);
      return this.#keep(stored, definition);
    });
  }

  /** Makes a table over the API. @throws AwsError `ResourceInUseException` */
  create(definition: TableDefinition): Table {
    if (this.#tables.has(definition.name)) throw resourceInUse(`Table already exists: ${definition.name}`);
    return this.#database.write(() => {
      // Of an earlier template, which has it no longer: CloudFormation would have deleted it.
      const unseen = this.#store.find(definition.name);
      if (unseen !== undefined) this.#remove(unseen);
      return this.#add(definition, 'api');
    });
  }

  /** Changes what may be changed while there are items. */
  change(
    table: Table,
    change: (definition: TableDefinition) => TableDefinition,
    history: Partial<TableHistory> = {},
  ): Table {
    return this.#database.write(() => {
      const stored = this.#store.find(table.name);
      if (stored === undefined) throw new Error(`The store lost the table ${table.name}`);
      const changed = { ...stored, history: { ...stored.history, ...history } };
      return this.#keep(changed, change(stored.definition));
    });
  }

  /** Deletes a table and its items. Its stream can be read for another day. */
  drop(table: Table): void {
    this.#database.write(() => this.#remove(table));
    this.#tables.delete(table.name);
  }

  /**
   * @param nameOrArn both are taken wherever a request says `TableName`
   * @throws AwsError `ResourceNotFoundException`
   */
  find(nameOrArn: string): Table {
    const table = this.#tables.get(this.nameOf(nameOrArn));
    if (table === undefined) throw resourceNotFound('Requested resource not found');
    return table;
  }

  /** The ARN of a table, whether there is one or not. */
  arnOf(nameOrArn: string): string {
    return nameOrArn.startsWith('arn:') ? nameOrArn : this.#arnPrefix + nameOrArn;
  }

  /** The ARN of a table's index. */
  arnOfIndex(nameOrArn: string, indexName: string): string {
    return `${this.arnOf(nameOrArn)}/index/${indexName}`;
  }

  nameOf(nameOrArn: string): string {
    return nameOrArn.startsWith(this.#arnPrefix) ? nameOrArn.slice(this.#arnPrefix.length) : nameOrArn;
  }

  #add(definition: TableDefinition, origin: TableHistory['origin']): Table {
    const createdAtMillis = this.#environment.now();
    const history: TableHistory = { origin };
    const id = this.#store.add({ definition, history, createdAtMillis });
    return this.#keep({ id, definition, history, createdAtMillis }, definition);
  }

  /** Stores a table as it is to be from now on, and everything that goes with it. */
  #keep(stored: StoredTable, definition: TableDefinition): Table {
    const { id, createdAtMillis } = stored;
    const history = withRecovery(stored.history, definition, this.#environment.now());
    this.#store.update({ id, definition, history, createdAtMillis });
    const base = { ...definition, id, createdAtMillis, history, arn: this.arnOf(definition.name), indexes: [] };
    const stream = this.#storeStream(base);
    const indexes = this.#indexes.store(base, definition.indexes);
    const table: Table = { ...base, indexes, ...(stream === undefined ? {} : { stream }) };
    if (stored.definition.timeToLiveAttribute !== definition.timeToLiveAttribute) this.#items.reckonExpiry(table);
    this.#tables.set(table.name, table);
    return table;
  }

  /** A stream goes on over restarts; one of another view, or after a pause, is another stream. */
  #storeStream({ id, name, key, streamViewType: viewType }: Table): Stream | undefined {
    const { store } = this.#streams;
    const latest = store.ofTable(id);
    const current = latest?.disabledAtMillis === undefined ? latest : undefined;
    if (current?.viewType === viewType) return current;
    if (current !== undefined) store.disable(current);
    return viewType === undefined ? undefined : store.enable({ id, name, keySchema: keyElements(key) }, viewType);
  }

  #remove({ id }: { readonly id: number }): void {
    const stream = this.#streams.store.ofTable(id);
    if (stream !== undefined && stream.disabledAtMillis === undefined) this.#streams.store.disable(stream);
    this.#streams.store.forgetTable(id);
    this.#store.remove(id);
  }
}

/** Since when a table could be restored: from when that was switched on until it is switched off. */
const withRecovery = (history: TableHistory, { recoveryDays }: TableDefinition, nowMillis: number): TableHistory => {
  const { recoverableSinceMillis = nowMillis, ...others } = history;
  return recoveryDays === undefined ? others : { ...others, recoverableSinceMillis };
};

/** What AWS changes only by replacing the table cannot be changed under the items that are there. */
const assertSameKeys = (stored: TableDefinition, declared: TableDefinition): void => {
  const fixed = ({ key, indexes }: TableDefinition) => [
    key,
    indexes.filter(({ kind }) => kind === 'local').map(({ name, key: localKey }) => [name, localKey]),
  ];
  if (JSON.stringify(fixed(stored)) === JSON.stringify(fixed(declared))) return;
  throw new Error(
    `The table ${declared.name} holds items under other keys than the template declares now; ` +
      'AWS would replace the table. Start with --fresh to begin with an empty one.',
  );
};
