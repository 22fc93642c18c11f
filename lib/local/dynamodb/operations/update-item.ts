import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import { project } from '../expressions/document.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { prepareUpdate } from '../writes/prepare-update.ts';
import { perform, type Written } from '../writes/write.ts';
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
  UpdateExpression: z.string().optional(),
  ReturnValues: z.enum(['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW']).optional(),
});

export const updateItem: Operation = {
  name: 'UpdateItem',
  rights: (engine, request) => [rightTo(engine, 'UpdateItem', request)],
  run: (engine, request) => {
    const members = readInput(input, request);
    const write = prepareUpdate(engine, members);
    const written = engine.database.write(() => perform(engine, write));
    const { before = {}, after = {} } = written;
    return {
      ...returned[members.ReturnValues ?? 'NONE'](written, write.paths),
      ...consumedCapacity(members, write.table.name, writeUnits(Math.max(itemSize(before), itemSize(after)))),
    };
  },
};

type Returned = (written: Written, paths: readonly DocumentPath[]) => JsonObject;

const attributes = (shown: Attributes | undefined): JsonObject =>
  shown === undefined || Object.keys(shown).length === 0 ? {} : { Attributes: shown };

const returned: Readonly<Record<NonNullable<z.infer<typeof input>['ReturnValues']>, Returned>> = {
  NONE: () => ({}),
  ALL_OLD: ({ before }) => attributes(before),
  ALL_NEW: ({ after }) => attributes(after),
  UPDATED_OLD: ({ before = {} }, paths) => attributes(project(before, paths)),
  UPDATED_NEW: ({ after = {} }, paths) => attributes(project(after, paths)),
};
