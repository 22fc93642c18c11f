import { environment } from '../../lib/contract/index.ts';
import { requiredVariable } from '../required-variable.ts';

/** The name of the table of API keys. */
export const apiKeyTable = (): string => requiredVariable(environment.apiKeyTable);

/** The index that lists the keys; lib/constructs/api-key-table.ts makes it, without their hashes. */
export const byIssue = 'byIssue';
/** Its one partition: an operator lists all keys, and they are few (docs/decisions/0014). */
export const allKeys = 'KEYS';
