export { type ApiKey, generateApiKey, parseApiKey } from './api-key/api-key.ts';
export {
  type ApiKeyAuthorizerOptions,
  type AuthorizerEvent,
  type AuthorizerResult,
  apiKeyAuthorizer,
} from './api-key/api-key-authorizer.ts';
export { type ApiKeyRecord, isUsable } from './api-key/api-key-record.ts';
export { parseCidr } from './api-key/cidr.ts';
export { hashApiKey, matchesHash, toPepper } from './api-key/hash-api-key.ts';
export { type NoteUse, secondsBetweenNotes } from './api-key/note-use.ts';
export { type KeyLife, longestGraceSeconds, type Rotation, rotateApiKey } from './api-key/rotate-api-key.ts';
export { cached } from './cached.ts';
export type { GatewayEvent, GatewayResult, LambdaContext } from './gateway-event.ts';
export { handle } from './handle.ts';
export { handleWith, type LambdaFunction } from './handle-with.ts';
export type { Implementation, Input, PromisedReply } from './implementation.ts';
export type { Answer, CallFacts, Log, LogFields, Observer } from './observe/observer.ts';
export { silent } from './observe/silent.ts';
export { powertoolsObserver } from './powertools/powertools-observer.ts';
export { Principal } from './principal/principal.ts';
export { type Keepers, type Right, type Sealed, seal } from './principal/sealed.ts';
export { Problem } from './problem.ts';
export { redact } from './redaction/redact.ts';
export { type Reply, reply } from './reply.ts';
export {
  createTokenVerifier,
  type TokenVerifier,
  type TokenVerifierOptions,
  type TrustedIssuer,
  type VerifiedClaims,
} from './token/create-token-verifier.ts';
export { fetchKeySet } from './token/fetch-key-set.ts';
export type { FetchKeys } from './token/key-set.ts';
export type { TokenAlgorithm } from './token/token-algorithms.ts';
export { type TokenFault, TokenRefused } from './token/token-refused.ts';
