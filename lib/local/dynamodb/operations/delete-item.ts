import * as z from 'zod';
import { validationError } from '../errors.ts';
import { itemSize } from '../values/item-size.ts';
import { prepareDelete } from '../writes/prepare-delete.ts';
import { perform } from '../writes/write.ts';
import { consumedCapacity, writeUnits } from './capacity.ts';
import { capacity, collectionMetrics, conditional, key, tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';

const input = z.strictObject({
  ...conditional,
  ...capacity,
  ...collectionMetrics,
  TableName: tableName,
  Key: key,
  ReturnValues: z.enum(['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW']).optional(),
});

export const deleteItem: Operation = {
  name: 'DeleteItem',
  rights: (engine, request) => [rightTo(engine, 'DeleteItem', request)],
  run: (engine, request) => {
    const members = readInput(input, request);
    const { ReturnValues: returns = 'NONE' } = members;
    if (returns !== 'NONE' && returns !== 'ALL_OLD') throw validationError('ReturnValues can only be ALL_OLD or NONE');
    const write = prepareDelete(engine, members);
    const { before } = engine.database.write(() => perform(engine, write));
    return {
      ...(returns === 'ALL_OLD' && before !== undefined ? { Attributes: before } : {}),
      ...consumedCapacity(members, write.table.name, writeUnits(itemSize(before ?? {}))),
    };
  },
};
