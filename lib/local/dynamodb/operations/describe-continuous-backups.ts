import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import type { Engine } from '../engine.ts';
import type { Table } from '../table.ts';
import { tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';
import { toBackupsDescription } from './to-backups-description.ts';

const input = z.strictObject({ TableName: tableName });

export const describeContinuousBackups: Operation = {
  name: 'DescribeContinuousBackups',
  rights: (engine, request) => [rightTo(engine, 'DescribeContinuousBackups', request)],
  run: (engine, request, { nowMillis }) => {
    const table = findBackedUp(engine, readInput(input, request).TableName);
    return { ContinuousBackupsDescription: toBackupsDescription(table, nowMillis) };
  },
};

/** Operations of backups have an error of their own for it. @throws AwsError `TableNotFoundException` */
export const findBackedUp = ({ catalog }: Engine, nameOrArn: string): Table => {
  const name = catalog.nameOf(nameOrArn);
  const table = catalog.tables.find((each) => each.name === name);
  if (table === undefined) throw new AwsError('TableNotFoundException', `Table not found: ${name}`);
  return table;
};
