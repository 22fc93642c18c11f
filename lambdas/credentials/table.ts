import { environment } from '../../lib/contract/index.ts';
import type { IssuedList } from '../issued/issued-list.ts';
import { requiredVariable } from '../required-variable.ts';

/** The name of the table of service credentials. */
export const credentialTable = (): string => requiredVariable(environment.credentialTable);

/** All credentials; lib/constructs/credential-table.ts makes the index, without their material. */
export const credentialList: IssuedList = {
  name: 'credentials',
  table: credentialTable,
  partition: 'CREDENTIALS',
  key: 'credentialId',
  shape: /^[a-z]+#[\w-]{1,64}$/,
};
