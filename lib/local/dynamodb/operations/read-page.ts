import type * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import { positionOfKey } from '../check-keys.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { project } from '../expressions/document.ts';
import { fulfils } from '../expressions/evaluate-condition.ts';
import type { Expressions } from '../expressions/expressions.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import { limits } from '../limits.ts';
import { positionOf } from '../storage/item-key.ts';
import { type Range, type Start, walkIndex, walkTable } from '../storage/walk.ts';
import { type Index, keyAttributes, type Table } from '../table.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';
import { consumedCapacity, readUnits } from './capacity.ts';
import type { paged } from './members.ts';

/** What `Query` and `Scan` are asked alike. */
export type PageRequest = z.infer<z.ZodObject<typeof paged>>;

/** What is read: a table or one of its indexes. */
export interface Source {
  readonly table: Table;
  readonly index: Index | undefined;
}

/** @throws AwsError when there is no such table or index, or it cannot be read that way */
export const findSource = ({ catalog }: Engine, request: PageRequest): Source => {
  const table = catalog.find(request.TableName);
  if (request.IndexName === undefined) return { table, index: undefined };
  const index = table.indexes.find(({ name }) => name === request.IndexName);
  if (index === undefined) {
    throw validationError(`The table does not have the specified index: ${request.IndexName}`);
  }
  if (index.kind === 'global' && request.ConsistentRead === true) {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  return { table, index };
};

/**
 * Reads one page: at most `Limit` items or 1 MB, counted before the filter; `LastEvaluatedKey` says where to go on.
 *
 * @throws AwsError
 */
export const readPage = (
  engine: Engine,
  source: Source,
  range: Range,
  request: PageRequest,
  { filter, projection }: Pick<Expressions, 'filter' | 'projection'>,
): JsonObject => {
  const { table, index } = source;
  const visible = visibleAttributes(source, request, projection);
  const start = request.ExclusiveStartKey === undefined ? undefined : startAfter(source, request.ExclusiveStartKey);
  const walked =
    index === undefined
      ? walkTable(engine.database, table, range, start)
      : walkIndex(engine.database, index, range, start);

  const items: Attributes[] = [];
  let [scanned, bytes] = [0, 0];
  let last: Attributes | undefined;
  for (const stored of walked) {
    const item = visible === undefined ? stored : project(stored, visible);
    scanned += 1;
    bytes += itemSize(item);
    if (filter === undefined || fulfils(item, filter)) items.push(item);
    if (scanned === request.Limit || bytes >= limits.pageBytes) {
      last = stored;
      break;
    }
  }

  const how = request.ConsistentRead === true ? 'consistent' : 'eventual';
  return {
    ...(request.Select === 'COUNT'
      ? {}
      : { Items: projection === undefined ? items : items.map((item) => project(item, projection)) }),
    Count: items.length,
    ScannedCount: scanned,
    ...(last === undefined ? {} : { LastEvaluatedKey: keyOf(source, last) }),
    ...consumedCapacity(request, table.name, readUnits(bytes, how)),
  };
};

/** What the index projects, as paths; undefined where whole items are seen. */
const visibleAttributes = (
  { table, index }: Source,
  request: PageRequest,
  projection: readonly DocumentPath[] | undefined,
): readonly DocumentPath[] | undefined => {
  const select = request.Select ?? (projection === undefined ? 'DEFAULT' : 'SPECIFIC_ATTRIBUTES');
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined) {
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  if ((select === 'SPECIFIC_ATTRIBUTES') !== (projection !== undefined)) {
    throw validationError(
      projection === undefined
        ? 'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES'
        : `Cannot specify the ProjectionExpression when choosing to get ${select}`,
    );
  }
  if (index === undefined || index.projection.type === 'ALL') return undefined;
  const visible = [
    ...keyNames({ table, index }),
    ...(index.projection.type === 'INCLUDE' ? index.projection.attributes : []),
  ];
  const beyond = projection?.find(([name]) => typeof name === 'string' && !visible.includes(name));
  if (index.kind === 'global') {
    if (select === 'ALL_ATTRIBUTES') {
      throw invalidSelect(
        `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
      );
    }
    if (beyond !== undefined) {
      throw invalidSelect(`Global secondary index ${index.name} does not project [${beyond[0]}]`);
    }
  } else if (select === 'ALL_ATTRIBUTES' || beyond !== undefined) {
    // A local index fetches from the table what it does not project.
    return undefined;
  }
  return visible.map((name) => [name]);
};

const invalidSelect = (message: string) => validationError(`One or more parameter values were invalid: ${message}`);

/** The key attributes of the table and, if one is read, of the index; each once. */
const keyNames = ({ table, index }: Source): readonly string[] => [
  ...new Set(
    [...keyAttributes(table.key), ...(index === undefined ? [] : keyAttributes(index.key))].map(({ name }) => name),
  ),
];

const keyOf = (source: Source, item: Attributes): Attributes =>
  project(
    item,
    keyNames(source).map((name) => [name]),
  );

const startAfter = (source: Source, given: JsonObject): Start => {
  const key = parseAttributes(given);
  const { table, index } = source;
  const invalid = (why = '') => validationError(`The provided starting key is invalid${why}`);
  if (Object.keys(key).length !== keyNames(source).length) throw invalid();
  const baseKey = project(
    key,
    keyAttributes(table.key).map(({ name }) => [name]),
  );
  const base = positionOfStart(() => positionOfKey(table, baseKey), invalid);
  const position = index === undefined ? base : positionOf(key, index.key);
  if (position === undefined) throw invalid();
  return { position, base };
};

const positionOfStart = <Result>(locate: () => Result, invalid: (why: string) => Error): Result => {
  try {
    return locate();
  } catch (refusal) {
    throw refusal instanceof Error ? invalid(`: ${refusal.message}`) : refusal;
  }
};
