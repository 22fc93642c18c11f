export { type AccessTokenOptions, accessTokenScheme } from './access-token/access-token-scheme.ts';
export { dpopNonces } from './access-token/dpop-nonces.ts';
export type { IssuerTrust } from './access-token/issuer-trust.ts';
export { type ApiKey, generateApiKey, parseApiKey } from './api-key/api-key.ts';
export { type ApiKeyRecord, isUsable } from './api-key/api-key-record.ts';
export { apiKeyScheme } from './api-key/api-key-scheme.ts';
export type { ApiKeyOptions } from './api-key/check-api-key.ts';
export { parseCidr } from './api-key/cidr.ts';
export { hashApiKey, matchesHash, toPepper } from './api-key/hash-api-key.ts';
export { type NoteUse, secondsBetweenNotes } from './api-key/note-use.ts';
export { type KeyLife, longestGraceSeconds, type Rotation, rotateApiKey } from './api-key/rotate-api-key.ts';
export { matchesRecord, type StoredHash, storedHash } from './api-key/stored-hash.ts';
export { allOf } from './authorizer/all-of.ts';
export { anyOf } from './authorizer/any-of.ts';
export type { AuthorizerEvent, AuthorizerResult, ClientCertificateFacts } from './authorizer/authorizer-event.ts';
export { type AuthorizerOptions, createAuthorizer, type LambdaAuthorizer } from './authorizer/create-authorizer.ts';
export type { Demands } from './authorizer/demands.ts';
export { PresentedRequest } from './authorizer/presented-request.ts';
export { realm } from './authorizer/realm.ts';
export type { Caller, Refused, Scheme } from './authorizer/scheme.ts';
export { basicScheme } from './basic/basic-scheme.ts';
export { cached } from './cached.ts';
export { cachedByKey } from './cached-by-key.ts';
export {
  type AlternativeName,
  type AlternativeNameKind,
  toAlternativeName,
} from './client-certificate/alternative-name.ts';
export { alternativeNames } from './client-certificate/alternative-names.ts';
export {
  alternativeNameId,
  type CertificateIds,
  certificateIds,
  isWithoutSubject,
} from './client-certificate/certificate-ids.ts';
export {
  type ClientCertificateOptions,
  clientCertificateScheme,
} from './client-certificate/client-certificate-scheme.ts';
export { type DigestSchemeOptions, digestScheme } from './digest/digest-scheme.ts';
export { type DigestUser, newDigestUser } from './digest/new-digest-user.ts';
export type { GatewayEvent, GatewayResult, LambdaContext } from './gateway-event.ts';
export { handle } from './handle.ts';
export { type HandleOptions, handleWith, type LambdaFunction } from './handle-with.ts';
export type { ClaimOnce } from './http-auth/claim-once.ts';
export { type CredentialTerms, refusalOf } from './http-auth/credential-terms.ts';
export { newSigningKeyId, newSigningSecret, parseSigningKey } from './http-signature/new-signing-key.ts';
export type { ResponseSigner } from './http-signature/sign-answers.ts';
export { type SignatureAlgorithm, signatureAlgorithms } from './http-signature/signature-algorithms.ts';
export { type SignatureSchemeOptions, signatureScheme } from './http-signature/signature-scheme.ts';
export type { AnswerStore, Claimed, Repeats, RequestClaim } from './idempotency/answer-store.ts';
export type { Implementation, Input, PromisedReply } from './implementation.ts';
export { scannerKeyRing } from './leak-report/scanner-key-ring.ts';
export { isFromScanner, type LeakReport, type ScannerKeys, toScannerKeys } from './leak-report/verify-leak-report.ts';
export type { Answer, CallFacts, Log, LogFields, Observer } from './observe/observer.ts';
export { silent } from './observe/silent.ts';
export { fingerprintOf, type Occasion } from './one-time-code/occasion.ts';
export {
  type AnsweredChallenge,
  answerChallenge,
  type ChallengeRecord,
  type ChallengeStore,
  createChallenge,
  oneTimeCodeLimits,
} from './one-time-code/one-time-code.ts';
export { type PlacedSend, placeSend } from './one-time-code/place-send.ts';
export { type ClaimedProof, parseProof } from './one-time-code/proof.ts';
export { type LoadPeppers, pepperRing } from './pepper/pepper-ring.ts';
export { firstVersion, type Pepper, type Peppers, toPeppers } from './pepper/peppers.ts';
export { powertoolsObserver } from './powertools/powertools-observer.ts';
export { Principal } from './principal/principal.ts';
export { type Keepers, type Right, type Sealed, seal } from './principal/sealed.ts';
export { Problem } from './problem.ts';
export { rateLimitContext } from './rate-limit/rate-limit-context.ts';
export {
  type BucketState,
  dayOf,
  latestFullAtMicros,
  microsPerToken,
  type Policy,
  type RatePlan,
  restingBucket,
  type Take,
  takeFrom,
  violatedBy,
} from './rate-limit/token-bucket.ts';
export { redact } from './redaction/redact.ts';
export { type Reply, reply, type VersionedReply, withVersion } from './reply.ts';
export {
  admitSession,
  noSessions,
  type PresentedSession,
  type SessionLimits,
  type SessionRecord,
  type SessionVerdict,
} from './session/admit-session.ts';
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
