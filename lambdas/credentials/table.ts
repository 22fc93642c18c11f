import { environment } from '../../lib/contract/index.ts';
import { requiredVariable } from '../required-variable.ts';

/** The name of the table of service credentials. */
export const credentialTable = (): string => requiredVariable(environment.credentialTable);

/** The index that lists the credentials; lib/constructs/credential-table.ts makes it, without their material. */
export const byIssue = 'byIssue';
/** Its one partition: an operator lists all credentials, and they are few. */
export const allCredentials = 'CREDENTIALS';
