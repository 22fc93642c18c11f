import * as z from 'zod';
import { prepareDelete } from '../writes/prepare-delete.ts';
import { consumedCapacity, writeConsumed } from './capacity.ts';
import { itemCollectionMetrics } from './item-collection-metrics.ts';
import { capacity, collectionMetrics, conditional, key, returnValues, tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';
import { writeOne } from './write-one.ts';

const input = z.strictObject({
  ...capacity,
  TableName: tableName,
  ...returnValues,
  ...collectionMetrics,
  Key: key,
  ...conditional,
});

export const deleteItem: Operation = {
  name: 'DeleteItem',
  rights: (engine, request) => [rightTo(engine, 'DeleteItem', request)],
  run: async (engine, request) => {
    const members = readInput(input, request);
    const write = prepareDelete(engine, members);
    const written = await writeOne(engine, write);
    const { before } = written;
    return {
      ...(members.ReturnValues === 'ALL_OLD' && before !== undefined ? { Attributes: before } : {}),
      ...consumedCapacity(members, () => writeConsumed(write.table, written)),
      ...itemCollectionMetrics(engine, members, write.table, written),
    };
  },
};
