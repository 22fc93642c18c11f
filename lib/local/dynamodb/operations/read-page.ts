import type { JsonObject } from '../../json.ts';
import { assertScalarKeys } from '../check-paths.ts';
import type { Engine } from '../engine.ts';
import { project } from '../expressions/document.ts';
import { fulfils } from '../expressions/evaluate-condition.ts';
import type { Expressions } from '../expressions/expressions.ts';
import { pathsOfCondition } from '../expressions/paths-of.ts';
import { limits } from '../limits.ts';
import { type Range, type Start, walkIndex, walkTable } from '../storage/walk.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { consumedCapacity } from './capacity.ts';
import type { PageRequest } from './members.ts';
import { PageCost } from './page-cost.ts';
import { keyNames, type Source } from './source.ts';
import { visibleAttributes } from './visible-attributes.ts';

/**
 * Reads one page: at most `Limit` items or 1 MB, counted before the filter; `LastEvaluatedKey` says where to go on.
 *
 * @throws AwsError
 */
export const readPage = (
  { database }: Engine,
  source: Source,
  { range, start }: { readonly range: Range; readonly start: Start | undefined },
  request: PageRequest,
  { filter, projection }: Pick<Expressions, 'filter' | 'projection'>,
): JsonObject => {
  const { table, index } = source;
  const visible = visibleAttributes(source, request, projection);
  if (filter !== undefined) assertScalarKeys(table, pathsOfCondition(filter));
  const stored =
    index === undefined ? walkTable(database, table, range, start) : walkIndex(database, index, range, start);

  const items: Attributes[] = [];
  let [scanned, bytes] = [0, 0];
  const cost = new PageCost(source, visible === undefined);
  let last: Attributes | undefined;
  for (const whole of stored) {
    const item = visible === undefined ? whole : project(whole, visible);
    scanned += 1;
    bytes += itemSize(item);
    cost.add(whole, item);
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
    ...consumedCapacity(request, () => cost.consumed(request.ConsistentRead === true ? 'consistent' : 'eventual')),
  };
};

const keyOf = (source: Source, item: Attributes): Attributes =>
  project(
    item,
    keyNames(source).map((name) => [name]),
  );
