export { BankApi, type BankApiProps } from './api-stack.ts';
export { type Bank, createBank } from './create-bank.ts';
export { BankData } from './data-stack.ts';
export { BankIdentity, type BankIdentityProps } from './identity-stack.ts';
