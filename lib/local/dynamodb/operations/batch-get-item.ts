import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import { positionOfKey } from '../check-keys.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { project } from '../expressions/document.ts';
import { assertExpressionMembers } from '../expressions/expression-members.ts';
import { readExpressions } from '../expressions/expressions.ts';
import { limits } from '../limits.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';
import { type Consumed, consumedCapacities, readUnits } from './capacity.ts';
import { AS_WRITTEN } from './constraint-of.ts';
import { emptyBatch } from './empty-batch.ts';
import { identify } from './identify.ts';
import { capacity, key, names } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightsToAll } from './rights.ts';

const keysAndAttributes = z.strictObject({
  ...names,
  Keys: z.array(key).min(1).max(limits.batchGetItems, AS_WRITTEN),
  ConsistentRead: z.boolean().optional(),
  ProjectionExpression: z.string().optional(),
});
const input = z.strictObject({ ...capacity, RequestItems: z.record(z.string(), keysAndAttributes) });

type Request = z.infer<typeof keysAndAttributes>;

/** Up to 100 items and 16 MB; what would be more comes back in `UnprocessedKeys`. */
export const batchGetItem: Operation = {
  name: 'BatchGetItem',
  rights: (engine, request) => rightsToAll(engine, 'BatchGetItem', request),
  run: (engine, request) => {
    const members = readInput(input, request);
    const requests = Object.entries(members.RequestItems);
    const count = requests.reduce((sum, [, { Keys: keys }]) => sum + keys.length, 0);
    if (count === 0) throw emptyBatch('BatchGetItem');
    if (!(count <= limits.batchGetItems)) throw validationError('Too many items requested for the BatchGetItem call');

    return engine.database.read(() => {
      const consumed: Consumed[] = [];
      const responses: Record<string, readonly JsonObject[]> = {};
      const unprocessed: Record<string, JsonObject> = {};
      let room: number = limits.batchGetBytes;
      for (const [name, wanted] of requests) {
        const read = readKeys(engine, name, wanted, room);
        room -= read.bytes;
        consumed.push({ table: read.table, units: read.units });
        responses[name] = read.items;
        if (read.left.length > 0) unprocessed[name] = { ...wanted, Keys: read.left };
      }
      return { Responses: responses, UnprocessedKeys: unprocessed, ...consumedCapacities(members, () => consumed) };
    });
  },
};

const readKeys = (engine: Engine, name: string, wanted: Request, room: number) => {
  assertExpressionMembers(wanted, ['ProjectionExpression']);
  const { projection } = readExpressions(wanted);
  const table = engine.catalog.find(name);
  const positions = wanted.Keys.map((given) => positionOfKey(table, parseAttributes(given)));
  if (new Set(positions.map((position) => identify(table, position))).size !== positions.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
  const how = wanted.ConsistentRead === true ? 'consistent' : 'eventual';
  const items: Attributes[] = [];
  let [bytes, units, taken] = [0, 0, 0];
  for (const position of positions) {
    const item = engine.items.get(table, position);
    const size = item === undefined ? 0 : itemSize(item);
    if (!(bytes + size <= room)) break;
    taken += 1;
    bytes += size;
    units += readUnits(size, how);
    if (item !== undefined) items.push(projection === undefined ? item : project(item, projection));
  }
  return { table, items, bytes, units, left: wanted.Keys.slice(taken) };
};
