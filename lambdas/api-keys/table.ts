import { environment } from '../../lib/contract/index.ts';
import type { IssuedList } from '../issued/issued-list.ts';
import { requiredVariable } from '../required-variable.ts';

/** The name of the table of API keys. */
export const apiKeyTable = (): string => requiredVariable(environment.apiKeyTable);

/** All keys; lib/constructs/api-key-table.ts makes the index, without their hashes. */
export const keyList: IssuedList = {
  name: 'api keys',
  table: apiKeyTable,
  partition: 'KEYS',
  key: 'keyId',
  shape: /^[0-9A-Za-z]{12}$/,
};
