import * as z from 'zod';
import { validationError } from '../errors.ts';
import { limits } from '../limits.ts';
import { itemSize } from '../values/item-size.ts';
import { prepareDelete } from '../writes/prepare-delete.ts';
import { preparePut } from '../writes/prepare-put.ts';
import { perform } from '../writes/write.ts';
import { consumedCapacities, writeUnits } from './capacity.ts';
import { emptyBatch } from './empty-batch.ts';
import { identify } from './identify.ts';
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

/** Up to 25 puts and deletes without conditions. Here all of them are done or none, which AWS does not promise. */
export const batchWriteItem: Operation = {
  name: 'BatchWriteItem',
  rights: (engine, request) => rightsToAll(engine, 'BatchWriteItem', request),
  run: (engine, request) => {
    const members = readInput(input, request);
    const writes = Object.entries(members.RequestItems).flatMap(([TableName, requests]) =>
      requests.map(({ PutRequest: put, DeleteRequest: remove }) => {
        if (put !== undefined && remove === undefined) return preparePut(engine, { TableName, ...put });
        if (remove !== undefined && put === undefined) return prepareDelete(engine, { TableName, ...remove });
        throw validationError(
          'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
        );
      }),
    );
    if (writes.length === 0) throw emptyBatch();
    if (!(writes.length <= limits.batchWriteItems)) {
      throw validationError('Too many items requested for the BatchWriteItem call');
    }
    const located = writes.map((write) => ({ write, position: write.locate() }));
    if (new Set(located.map(({ write, position }) => identify(write.table, position))).size !== writes.length) {
      throw validationError('Provided list of item keys contains duplicates');
    }
    const consumed = engine.database.write(() =>
      located.map(({ write, position }) => {
        const { before = {}, after = {} } = perform(engine, write, position);
        return { tableName: write.table.name, units: writeUnits(Math.max(itemSize(before), itemSize(after))) };
      }),
    );
    return { UnprocessedItems: {}, ...consumedCapacities(members, consumed) };
  },
};
