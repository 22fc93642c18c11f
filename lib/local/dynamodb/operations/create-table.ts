import * as z from 'zod';
import { encryptionShape, toEncryption } from '../definition/encryption.ts';
import { streamShape, toStreamOfNewTable } from '../definition/stream-specification.ts';
import { tableClass, tableNameShape, tableShape, tagShape } from '../definition/table-shape.ts';
import { withTags } from '../definition/tags.ts';
import { toStructure } from '../definition/to-structure.ts';
import type { TableDefinition } from '../table.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';
import { toTableDescription } from './to-table-description.ts';

const input = z.strictObject({
  ...tableShape,
  TableName: tableNameShape,
  StreamSpecification: streamShape.optional(),
  SSESpecification: encryptionShape.optional(),
  TableClass: tableClass.optional(),
  DeletionProtectionEnabled: z.boolean().optional(),
  Tags: z.array(tagShape).optional(),
});

/** The table is there with the answer, and stays over restarts until it is deleted. */
export const createTable: Operation = {
  name: 'CreateTable',
  rights: (engine, request) => [
    rightTo(engine, 'CreateTable', request),
    ...(Array.isArray(request['Tags']) && request['Tags'].length > 0 ? [rightTo(engine, 'TagResource', request)] : []),
  ],
  run: (engine, request) => {
    const table = engine.catalog.create(toDefinition(readInput(input, request)));
    return { TableDescription: toTableDescription(engine, table, 'CREATING') };
  },
};

const toDefinition = (members: z.infer<typeof input>): TableDefinition => ({
  name: members.TableName,
  ...toStructure(members),
  ...toStreamOfNewTable(members.StreamSpecification),
  ...toEncryption(members.SSESpecification),
  deletionProtection: members.DeletionProtectionEnabled ?? false,
  ...(members.TableClass === undefined ? {} : { tableClass: members.TableClass }),
  ...(members.Tags === undefined ? {} : { tags: withTags([], members.Tags) }),
});
