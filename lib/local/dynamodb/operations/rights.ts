import type { Right } from '../../aws-service.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';

/**
 * The right to act on the table that the input names, or its index. Input is not yet validated when rights are asked
 * for; what names no table needs the right to all of them, and is refused later by whoever has it.
 */
export const rightTo = ({ catalog }: Engine, action: string, input: Json | undefined): Right => {
  const { TableName: table, IndexName: index } = isJsonObject(input) ? input : {};
  if (typeof table !== 'string') return { action: `dynamodb:${action}`, resource: '*' };
  const resource = typeof index === 'string' ? catalog.arnOfIndex(table, index) : catalog.arnOf(table);
  return { action: `dynamodb:${action}`, resource };
};

/** One right for each table that a batch names. */
export const rightsToAll = (
  engine: Engine,
  action: string,
  { RequestItems: requests }: JsonObject,
): readonly Right[] => {
  const tables = isJsonObject(requests) ? Object.keys(requests) : [];
  if (tables.length === 0) return [rightTo(engine, action, undefined)];
  return tables.map((table) => rightTo(engine, action, { TableName: table }));
};

/** One right for each element of a transaction; `actions` says which action an element's member needs. */
export const rightsToElements = (
  engine: Engine,
  actions: Readonly<Record<string, string>>,
  { TransactItems: elements }: JsonObject,
): readonly Right[] => {
  const rights = (Array.isArray(elements) ? elements : []).flatMap((element: Json) =>
    Object.entries(actions).flatMap(([member, action]) =>
      isJsonObject(element) && element[member] !== undefined ? [rightTo(engine, action, element[member])] : [],
    ),
  );
  return rights.length > 0 ? rights : Object.values(actions).map((action) => rightTo(engine, action, undefined));
};
