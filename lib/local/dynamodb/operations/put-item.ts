import * as z from 'zod';
import { validationError } from '../errors.ts';
import { itemSize } from '../values/item-size.ts';
import { preparePut } from '../writes/prepare-put.ts';
import { perform } from '../writes/write.ts';
import { consumedCapacity, writeUnits } from './capacity.ts';
import { capacity, collectionMetrics, conditional, item, tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';

const input = z.strictObject({
  ...conditional,
  ...capacity,
  ...collectionMetrics,
  TableName: tableName,
  Item: item,
  ReturnValues: z.enum(['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW']).optional(),
});

export const putItem: Operation = {
  name: 'PutItem',
  rights: (engine, request) => [rightTo(engine, 'PutItem', request)],
  run: (engine, request) => {
    const members = readInput(input, request);
    const { ReturnValues: returns = 'NONE' } = members;
    if (returns !== 'NONE' && returns !== 'ALL_OLD') throw validationError('ReturnValues can only be ALL_OLD or NONE');
    const write = preparePut(engine, members);
    const { before = {}, after = {} } = engine.database.write(() => perform(engine, write));
    return {
      ...(returns === 'ALL_OLD' && Object.keys(before).length > 0 ? { Attributes: before } : {}),
      ...consumedCapacity(members, write.table.name, writeUnits(Math.max(itemSize(before), itemSize(after)))),
    };
  },
};
