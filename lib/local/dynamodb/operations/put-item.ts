import * as z from 'zod';
import { preparePut } from '../writes/prepare-put.ts';
import { consumedCapacity, writeConsumed } from './capacity.ts';
import { itemCollectionMetrics } from './item-collection-metrics.ts';
import { capacity, collectionMetrics, conditional, item, returnValues, tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';
import { writeOne } from './write-one.ts';

const input = z.strictObject({
  ...capacity,
  TableName: tableName,
  Item: item,
  ...returnValues,
  ...collectionMetrics,
  ...conditional,
});

export const putItem: Operation = {
  name: 'PutItem',
  rights: (engine, request) => [rightTo(engine, 'PutItem', request)],
  run: async (engine, request) => {
    const members = readInput(input, request);
    const write = preparePut(engine, members);
    const written = await writeOne(engine, write);
    const shown = members.ReturnValues === 'ALL_OLD' ? written.before : undefined;
    return {
      ...(shown === undefined ? {} : { Attributes: shown }),
      ...consumedCapacity(members, () => writeConsumed(write.table, written)),
      ...itemCollectionMetrics(engine, members, write.table, written),
    };
  },
};
