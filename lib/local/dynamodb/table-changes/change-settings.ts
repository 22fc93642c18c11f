import { toEncryption } from '../definition/encryption.ts';
import { invalidParameter } from '../errors.ts';
import type { TableChange } from './table-change.ts';

/** Encryption, table class and deletion protection. */
export const changeSettings: TableChange = (definition, members) => {
  const { SSESpecification: encryption, TableClass: tableClass, DeletionProtectionEnabled: protection } = members;
  const { kmsKey, ...others } = definition;
  const changed = encryption === undefined ? definition : { ...others, ...toEncryption(encryption) };
  if (encryption !== undefined && kmsKey === undefined && changed.kmsKey === undefined) {
    throw invalidParameter('Table is already encrypted by default');
  }
  return {
    ...changed,
    ...(tableClass === undefined ? {} : { tableClass }),
    ...(protection === undefined ? {} : { deletionProtection: protection }),
  };
};
