import { environment } from '../../lib/contract/index.ts';
import { requiredVariable } from '../required-variable.ts';

/** The name of the table of payees: partition key `owner`, sort key `accountId`. */
export const payeeTable = (): string => requiredVariable(environment.payeeTable);

export const payeeKey = (owner: string, accountId: string) => ({ owner: { S: owner }, accountId: { S: accountId } });
