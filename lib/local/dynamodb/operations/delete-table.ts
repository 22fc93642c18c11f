import * as z from 'zod';
import { validationError } from '../errors.ts';
import { findToChange } from './find-named.ts';
import { tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';
import { toTableDescription } from './to-table-description.ts';

const input = z.strictObject({ TableName: tableName });

/** A table of the template can be deleted as on AWS; the next start makes it again, empty, because the template says so. */
export const deleteTable: Operation = {
  name: 'DeleteTable',
  rights: (engine, request) => [rightTo(engine, 'DeleteTable', request)],
  run: (engine, request) => {
    const table = findToChange(engine, readInput(input, request).TableName);
    if (table.deletionProtection) {
      throw validationError(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    }
    const description = toTableDescription(engine, table, 'DELETING');
    engine.catalog.drop(table);
    return { TableDescription: description };
  },
};
