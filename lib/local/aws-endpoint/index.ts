export type { AwsEndpointOptions } from './aws-endpoint-options.ts';
export { createAwsEndpoint } from './create-aws-endpoint.ts';
export { signatureOf } from './signature.ts';
export { developerIdentity, type SigningIdentity } from './signing-identity.ts';
