export { BankApi, type BankApiProps } from './api-stack.ts';
export { BankData } from './data-stack.ts';
export { BankIdentity, type BankIdentityProps } from './identity-stack.ts';
