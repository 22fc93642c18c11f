export { type AwsEndpointOptions, createAwsEndpoint } from './create-aws-endpoint.ts';
export { developerIdentity, type SigningIdentity } from './signing-identity.ts';
