export {
  type Access,
  type AllOfAccess,
  type AnyOfAccess,
  type ApiKeyAccess,
  type Assurance,
  allOf,
  anyOf,
  apiKey,
  type BasicAccess,
  type BearerAccess,
  basic,
  bearer,
  type CertificateDemands,
  type ClientCertificateAccess,
  clientCertificate,
  type DigestAccess,
  digest,
  type PublicAccess,
  publicAccess,
  type SchemeAccess,
  type SchemeName,
  type Scopes,
  type SignatureAccess,
  signature,
  type TokenDemands,
} from './access.ts';
export { type Api, api, type Roles, rolesHolding } from './api.ts';
export { requestHeadersOf, responseHeadersOf } from './browser-headers.ts';
export {
  type CompiledImports,
  type CompiledModules,
  compileEndpoints,
  type Fallback,
} from './compile/compile-endpoints.ts';
export { ContractError } from './contract-error.ts';
export type { Loss } from './convert/draft-04-loss.ts';
export { type GatewayModel, toGatewayModel } from './convert/gateway-model.ts';
export type { JsonObject } from './convert/json-object.ts';
export { toOpenApi } from './convert/open-api.ts';
export { type CatalogueEntry, toProblemCatalogue } from './convert/problem-catalogue.ts';
export { UnrepresentableError } from './convert/where-representable.ts';
export type {
  EndpointDeclaration,
  Idempotency,
  Limits,
  Method,
  Permission,
  RequestSchemas,
  ResponseSchemas,
  Route,
  Versioning,
} from './declaration.ts';
export { type Endpoint, endpoint } from './endpoint.ts';
export {
  answerSignature,
  authorizerContext,
  type CredentialKind,
  claims,
  credentialKinds,
  environment,
  headers,
  signedHeaders,
} from './names.ts';
export { passwordPolicy, passwordPolicyText } from './password-policy.ts';
export {
  type HandlerProblemCode,
  handlerProblems,
  type InputFault,
  type ProblemDocument,
  type ProblemKind,
  type ProblemTable,
  problemType,
} from './problems.ts';
export { securityHeaders } from './security-headers.ts';
export { type StandardProblemCode, standardProblems } from './standard-problems.ts';
export {
  type EndpointValidators,
  INVALID,
  type RequestPart,
  type Validator,
  type ViewValidators,
} from './validator.ts';
export type { View, Views } from './views.ts';
export {
  type AuthorizerKind,
  authorizerOf,
  certificateDemandsOf,
  demandsMore,
  isMetered,
  schemesOf,
  tokenDemandsOf,
  tokenScopesOf,
  usesScheme,
  type WayIn,
  waysIn,
} from './ways-in.ts';
