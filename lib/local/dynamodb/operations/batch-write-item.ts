import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import { assertHasKeys } from '../check-keys.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { limits } from '../limits.ts';
import { prepareDelete } from '../writes/prepare-delete.ts';
import { preparePut } from '../writes/prepare-put.ts';
import { perform, type Write } from '../writes/write.ts';
import { consumedCapacities, writeConsumed } from './capacity.ts';
import { emptyBatch } from './empty-batch.ts';
import { identify } from './identify.ts';
import { itemCollectionMetricsOfAll } from './item-collection-metrics.ts';
import { capacity, collectionMetrics, item, key } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightsToAll } from './rights.ts';

const writeRequest = z.strictObject({
  PutRequest: z.strictObject({ Item: item }).optional(),
  DeleteRequest: z.strictObject({ Key: key }).optional(),
});
const input = z.strictObject({
  ...capacity,
  ...collectionMetrics,
  RequestItems: z.record(z.string(), z.array(writeRequest).min(1).max(limits.batchWriteItems)),
});

type WriteRequest = z.infer<typeof writeRequest>;

/**
 * Up to 25 puts and deletes without conditions, each for itself: one that meets a transaction on its item comes back in
 * `UnprocessedItems`, and the others are done.
 */
export const batchWriteItem: Operation = {
  name: 'BatchWriteItem',
  rights: (engine, request) => rightsToAll(engine, 'BatchWriteItem', request),
  run: async (engine, request) => {
    const members = readInput(input, request);
    const writes = Object.entries(members.RequestItems).flatMap(([name, requests]) =>
      requests.map((each) => ({ name, request: each, write: prepare(engine, name, each) })),
    );
    if (writes.length === 0) throw emptyBatch('BatchWriteItem');
    if (!(writes.length <= limits.batchWriteItems)) {
      throw validationError('Too many items requested for the BatchWriteItem call');
    }
    const named = new Set<string>();
    // In the order of the request, as of two mistakes AWS tells the one that comes first.
    const located = writes.map((each) => {
      if (each.request.PutRequest !== undefined) assertHasKeys(each.write.table, each.request.PutRequest.Item);
      const position = each.write.locate();
      const item = identify(each.write.table, position);
      if (named.has(item)) throw validationError('Provided list of item keys contains duplicates');
      named.add(item);
      return { ...each, position, item };
    });
    const isBusy = (each: { readonly item: string }) => engine.inFlight.isInTransaction(each.item);
    const [left, free] = [located.filter(isBusy), located.filter((each) => !isBusy(each))];
    const done = await engine.inFlight.whileWritingAll(
      free.map((each) => each.item),
      () =>
        engine.writes.run(() =>
          free.map(({ write, position }) => ({ table: write.table, written: perform(engine, write, position) })),
        ),
    );
    return {
      UnprocessedItems: unprocessed(left),
      ...consumedCapacities(members, () => done.map(({ table, written }) => writeConsumed(table, written))),
      ...itemCollectionMetricsOfAll(engine, members, done),
    };
  },
};

const prepare = (
  engine: Engine,
  TableName: string,
  { PutRequest: put, DeleteRequest: remove }: WriteRequest,
): Write => {
  if (put !== undefined && remove === undefined) return preparePut(engine, { TableName, ...put });
  if (remove !== undefined && put === undefined) return prepareDelete(engine, { TableName, ...remove });
  throw validationError(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  );
};

const unprocessed = (left: readonly { readonly name: string; readonly request: WriteRequest }[]): JsonObject =>
  Object.fromEntries(
    [...Map.groupBy(left, ({ name }) => name)].map(([name, all]) => [name, all.map(({ request }) => request)]),
  );
