import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { type Index, keyAttributes, type Table } from '../table.ts';
import type { PageRequest } from './members.ts';

/** What a query or scan reads: a table or one of its indexes. */
export interface Source {
  readonly table: Table;
  readonly index: Index | undefined;
}

/** @throws AwsError when there is no such table or index, or it cannot be read that way */
export const findSource = ({ catalog }: Engine, request: PageRequest): Source => {
  const table = catalog.find(request.TableName);
  if (request.IndexName === undefined) return { table, index: undefined };
  const index = table.indexes.find(({ name }) => name === request.IndexName);
  if (index === undefined) {
    throw validationError(`The table does not have the specified index: ${request.IndexName}`);
  }
  if (index.kind === 'global' && request.ConsistentRead === true) {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  return { table, index };
};

/** The key attributes of the table and, if one is read, of the index; each once. */
export const keyNames = ({ table, index }: Source): readonly string[] => {
  const attributes = [...keyAttributes(table.key), ...(index === undefined ? [] : keyAttributes(index.key))];
  return [...new Set(attributes.map(({ name }) => name))];
};
