import type { Right } from '../../aws-service.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';
import type { Table } from '../table.ts';
import { type ItemRequest, requestContext } from './request-context.ts';

/**
 * The right to act on the table that the input names, or its index. Input is not yet validated when rights are asked
 * for; what names no table needs the right to all of them, and is refused later by whoever has it.
 */
export const rightTo = (engine: Engine, action: string, input: Json | undefined): Right => {
  const members = isJsonObject(input) ? input : {};
  return rightOf(engine, members, { action, request: input, consumedCapacity: members['ReturnConsumedCapacity'] });
};

/** One right for each table that a batch names. */
export const rightsToAll = (engine: Engine, action: string, input: JsonObject): readonly Right[] => {
  const { RequestItems: requests, ReturnConsumedCapacity: consumedCapacity } = input;
  const tables = isJsonObject(requests) ? Object.entries(requests) : [];
  if (tables.length === 0) return [rightTo(engine, action, undefined)];
  return tables.map(([table, request]) => rightOf(engine, { TableName: table }, { action, request, consumedCapacity }));
};

/** One right for each element of a transaction; `actions` says which action an element's member needs. */
export const rightsToElements = (
  engine: Engine,
  enclosing: 'TransactGetItems' | 'TransactWriteItems',
  actions: Readonly<Record<string, string>>,
  { TransactItems: elements, ReturnConsumedCapacity: consumedCapacity }: JsonObject,
): readonly Right[] => {
  const rights = (Array.isArray(elements) ? elements : []).flatMap((element: Json) =>
    Object.entries(actions).flatMap(([member, action]) => {
      const request = isJsonObject(element) ? element[member] : undefined;
      if (request === undefined) return [];
      return [rightOf(engine, isJsonObject(request) ? request : {}, { action, request, enclosing, consumedCapacity })];
    }),
  );
  return rights.length > 0 ? rights : Object.values(actions).map((action) => rightTo(engine, action, undefined));
};

const rightOf = (
  { catalog }: Engine,
  { TableName: table, IndexName: index }: JsonObject,
  request: Omit<ItemRequest, 'table'>,
): Right =>
  new RightTo(resourceOf(catalog, table, index), request, () =>
    typeof table === 'string' ? tableOf(catalog, table) : undefined,
  );

class RightTo implements Right {
  readonly action: string;
  readonly resource: string;
  readonly #request: Omit<ItemRequest, 'table'>;
  readonly #findTable: () => Table | undefined;

  constructor(resource: string, request: Omit<ItemRequest, 'table'>, findTable: () => Table | undefined) {
    this.action = `dynamodb:${request.action}`;
    this.resource = resource;
    this.#request = request;
    this.#findTable = findTable;
  }

  /** Worked out when a policy asks: few do. */
  get context(): NonNullable<Right['context']> {
    return requestContext({ ...this.#request, table: this.#findTable() });
  }
}

const resourceOf = (catalog: Engine['catalog'], table: Json | undefined, index: Json | undefined): string => {
  if (typeof table !== 'string') return '*';
  return typeof index === 'string' ? catalog.arnOfIndex(table, index) : catalog.arnOf(table);
};

const tableOf = (catalog: Engine['catalog'], nameOrArn: string): Table | undefined => {
  const name = catalog.nameOf(nameOrArn);
  return catalog.tables.find((table) => table.name === name);
};
