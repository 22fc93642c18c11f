export {
  type Access,
  type ApiKeyAccess,
  apiKey,
  type BearerAccess,
  bearer,
  type PublicAccess,
  publicAccess,
  type Scopes,
} from './access.ts';
export { type Api, api, type Roles, rolesHolding } from './api.ts';
export { ContractError } from './consistency.ts';
export {
  type Endpoint,
  type EndpointDeclaration,
  endpoint,
  type Limits,
  type Method,
  type Permission,
  type RequestSchemas,
  type ResponseSchemas,
  type Route,
} from './endpoint.ts';
export { authorizerContext, claims, environment, headers } from './names.ts';
export {
  type InputFault,
  type ProblemDocument,
  type ProblemKind,
  type ProblemTable,
  problemType,
  type StandardProblemCode,
  standardProblems,
} from './problems.ts';
