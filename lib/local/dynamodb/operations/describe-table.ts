import * as z from 'zod';
import { findNamed } from './find-named.ts';
import { tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';
import { toTableDescription } from './to-table-description.ts';

const input = z.strictObject({ TableName: tableName });

export const describeTable: Operation = {
  name: 'DescribeTable',
  rights: (engine, request) => [rightTo(engine, 'DescribeTable', request)],
  run: (engine, request) => {
    const { TableName: name } = readInput(input, request);
    return { Table: toTableDescription(engine, findNamed(engine, name)) };
  },
};
