import * as z from 'zod';
import { tableNameShape } from '../definition/table-shape.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';

const PAGE = 100;
const input = z.strictObject({
  ExclusiveStartTableName: tableNameShape.optional(),
  Limit: z.number().int().min(1).max(PAGE).optional(),
});

export const listTables: Operation = {
  name: 'ListTables',
  rights: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  run: ({ catalog }, request) => {
    const { ExclusiveStartTableName: after = '', Limit: limit = PAGE } = readInput(input, request);
    const names = catalog.tables
      .map(({ name }) => name)
      .filter((name) => name > after)
      .sort();
    const page = names.slice(0, limit);
    const last = page.at(-1);
    return {
      TableNames: page,
      ...(last !== undefined && names.length > limit ? { LastEvaluatedTableName: last } : {}),
    };
  },
};
