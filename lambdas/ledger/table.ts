import { environment } from '../../lib/contract/index.ts';
import { requiredVariable } from '../required-variable.ts';

/** The name of the ledger's table. */
export const ledgerTable = (): string => requiredVariable(environment.ledgerTable);
