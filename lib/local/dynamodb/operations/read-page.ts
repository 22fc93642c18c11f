import type { JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';
import { project } from '../expressions/document.ts';
import { fulfils } from '../expressions/evaluate-condition.ts';
import type { Expressions } from '../expressions/expressions.ts';
import { limits } from '../limits.ts';
import { type Range, walkIndex, walkTable } from '../storage/walk.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { consumedCapacity, readUnits } from './capacity.ts';
import type { PageRequest } from './members.ts';
import { keyNames, type Source } from './source.ts';
import { startAfter } from './start-after.ts';
import { visibleAttributes } from './visible-attributes.ts';

/**
 * Reads one page: at most `Limit` items or 1 MB, counted before the filter; `LastEvaluatedKey` says where to go on.
 *
 * @throws AwsError
 */
export const readPage = (
  { database }: Engine,
  source: Source,
  range: Range,
  request: PageRequest,
  { filter, projection }: Pick<Expressions, 'filter' | 'projection'>,
): JsonObject => {
  const { table, index } = source;
  const visible = visibleAttributes(source, request, projection);
  const { ExclusiveStartKey: startKey } = request;
  const start = startKey === undefined ? undefined : startAfter(source, range, startKey);
  const stored =
    index === undefined ? walkTable(database, table, range, start) : walkIndex(database, index, range, start);

  const items: Attributes[] = [];
  let [scanned, bytes] = [0, 0];
  let last: Attributes | undefined;
  for (const whole of stored) {
    const item = visible === undefined ? whole : project(whole, visible);
    scanned += 1;
    bytes += itemSize(item);
    if (filter === undefined || fulfils(item, filter)) {
      items.push(projection === undefined ? item : project(item, projection));
    }
    if (scanned === request.Limit || bytes >= limits.pageBytes) {
      last = whole;
      break;
    }
  }
  return {
    ...(request.Select === 'COUNT' ? {} : { Items: items }),
    Count: items.length,
    ScannedCount: scanned,
    ...(last === undefined ? {} : { LastEvaluatedKey: keyOf(source, last) }),
    ...consumedCapacity(
      request,
      table.name,
      readUnits(bytes, request.ConsistentRead === true ? 'consistent' : 'eventual'),
    ),
  };
};

const keyOf = (source: Source, item: Attributes): Attributes =>
  project(
    item,
    keyNames(source).map((name) => [name]),
  );
