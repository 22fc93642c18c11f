import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import { project } from '../expressions/document.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { prepareUpdate } from '../writes/prepare-update.ts';
import type { Written } from '../writes/write.ts';
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
  ...collectionMetrics,
  ...returnValues,
  Key: key,
  ...conditional,
  UpdateExpression: z.string().optional(),
});

export const updateItem: Operation = {
  name: 'UpdateItem',
  rights: (engine, request) => [rightTo(engine, 'UpdateItem', request)],
  run: async (engine, request) => {
    const members = readInput(input, request);
    const write = prepareUpdate(engine, members);
    const written = await writeOne(engine, write);
    return {
      ...returned[members.ReturnValues ?? 'NONE'](written, write.paths),
      ...consumedCapacity(members, () => writeConsumed(write.table, written)),
      ...itemCollectionMetrics(engine, members, write.table, written),
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
