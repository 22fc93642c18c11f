export { standardAttributes } from './attributes.ts';
export type { CognitoService, UserPoolKeys } from './cognito-service.ts';
export { createCognito } from './create-cognito.ts';
export type { CognitoOptions, InvokeFunction } from './room.ts';
export type { JsonWebKey } from './store/signing-keys.ts';
export type * from './user-pool.ts';
export { authFlows } from './user-pool.ts';
