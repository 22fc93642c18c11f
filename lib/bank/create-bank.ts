import type { Construct } from 'constructs';
import type { Handlers } from '../constructs/index.ts';
import { BankApi } from './api-stack.ts';
import { BankData } from './data-stack.ts';
import { BankIdentity } from './identity-stack.ts';

/** The three stacks of the bank: what it keeps, who may sign in, and what it answers. */
export interface Bank {
  readonly data: BankData;
  readonly identity: BankIdentity;
  readonly api: BankApi;
}

/** The stacks of the bank, the API on top of the other two. */
export function createBank(scope: Construct, handlers: Handlers): Bank {
  const data = new BankData(scope, 'BankData');
  const identity = new BankIdentity(scope, 'BankIdentity', { handlers });
  const api = new BankApi(scope, 'BankApi', { handlers, data, identity });
  return { data, identity, api };
}
