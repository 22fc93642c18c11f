/** Names that the gateway, the template and the handlers must agree on; each is written here once. */

/** Request and response headers, in lower case. */
export const headers = {
  apiKey: 'x-api-key',
  idempotencyKey: 'idempotency-key',
  requestId: 'x-request-id',
  ifMatch: 'if-match',
  ifNoneMatch: 'if-none-match',
  etag: 'etag',
  retryAfter: 'retry-after',
  rateLimit: 'ratelimit',
  rateLimitPolicy: 'ratelimit-policy',
  /** That the caller approved this very request with a one-time password. */
  oneTimeProof: 'one-time-proof',
  /** A digest of the body (RFC 9530). */
  contentDigest: 'content-digest',
  /** A proof that the sender holds the key of a token (RFC 9449 §4). */
  dpop: 'dpop',
  /** What the next proof must hold (RFC 9449 §8.2). */
  dpopNonce: 'dpop-nonce',
} as const;

/**
 * Headers that decide on the effect of a request: a signature covers those that are there. An endpoint that takes signatures
 * declares no others, because nobody would notice if one was changed on its way.
 */
export const signedHeaders: readonly string[] = [
  ...['authorization', headers.apiKey, headers.dpop, headers.oneTimeProof],
  ...[headers.idempotencyKey, headers.ifMatch, headers.ifNoneMatch],
  ...['content-type', 'content-encoding', headers.contentDigest],
];

/** How answers are signed (RFC 9421), where a contract promises it. */
export const answerSignature = {
  /** Its name in `Signature` and `Signature-Input`. */
  label: 'answer',
  algorithm: 'ecdsa-p256-sha256',
  /** What it always covers: what was answered, and to which request. */
  covers: ['@status', 'content-digest', '@method;req', '@path;req'],
  /** What it covers where it is there. */
  coversIfPresent: ['content-type', 'signature;req'],
} as const;

/** Environment variables that the constructs set and the handlers read. */
export const environment = {
  /** Roles that hold the endpoint's permission, joined by commas; absent or empty refuses everyone. */
  roles: 'PORTCULLIS_ROLES',
  /** `service` dimension of logs and metrics. */
  service: 'POWERTOOLS_SERVICE_NAME',
  metricsNamespace: 'POWERTOOLS_METRICS_NAMESPACE',
  logLevel: 'POWERTOOLS_LOG_LEVEL',
  /** The one origin whose pages may read answers in a browser; absent, there is none. */
  corsOrigin: 'PORTCULLIS_CORS_ORIGIN',
  /** Headers of its answers that those pages may read, joined by commas. */
  corsExposed: 'PORTCULLIS_CORS_EXPOSED_HEADERS',
  /** What the endpoints of an authorizer demand beside credentials: JSON, by method and path. */
  demands: 'PORTCULLIS_DEMANDS',
  /** Whose tokens an authorizer takes: JSON, a list of issuers. */
  trustedIssuers: 'PORTCULLIS_TRUSTED_ISSUERS',
  /** Secret that keys the nonces of DPoP proofs. */
  dpopNonceSecret: 'DPOP_NONCE_SECRET',
  sessionTable: 'SESSION_TABLE',
  ledgerTable: 'LEDGER_TABLE',
  /** Where the scanner publishes its keys; absent, it is GitHub. */
  scannerKeysUrl: 'SECRET_SCANNER_KEYS_URL',
  apiKeyTable: 'API_KEY_TABLE',
  /** Table of the answers to requests with an idempotency key. */
  idempotencyTable: 'IDEMPOTENCY_TABLE',
  /** Table of the token buckets. */
  rateLimitTable: 'RATE_LIMIT_TABLE',
  /** Secret that keys the hashes of the API key table. */
  apiKeyPepperSecret: 'API_KEY_PEPPER_SECRET',
  /** Secret that holds the value of the gateway's own, never disclosed, API key. */
  meteringKeySecret: 'METERING_KEY_SECRET',
  oneTimeCodeTable: 'ONE_TIME_CODE_TABLE',
  /** Secret that keys the hashes of one-time passwords and of the destinations that they were sent to. */
  oneTimeCodePepperSecret: 'ONE_TIME_CODE_PEPPER_SECRET',
  payeeTable: 'PAYEE_TABLE',
  /** Table of service credentials: digest users, signing keys, client certificates. */
  credentialTable: 'CREDENTIAL_TABLE',
  /** KMS key that seals the secrets among them. */
  credentialKey: 'CREDENTIAL_KEY',
  /** Secret that keys the nonces of the Digest scheme. */
  digestNonceSecret: 'DIGEST_NONCE_SECRET',
  /** KMS key that signs answers. */
  responseSigningKey: 'RESPONSE_SIGNING_KEY',
  /** Table of what may be used once: nonces, ids of proofs. */
  replayTable: 'REPLAY_TABLE',
  userPoolId: 'USER_POOL_ID',
  /** Address that the bank's mails come from. */
  mailSender: 'MAIL_SENDER',
} as const;

/** Keys of the context that a Portcullis Lambda authorizer returns; every value is a string. */
export const authorizerContext = {
  /** The way in that the caller took: `apiKey`, `apiKey+clientCertificate`. */
  scheme: 'scheme',
  /** Who calls: the public id of the key, the `sub` of the token. */
  subject: 'subject',
  /** Whom the credentials belong to. */
  client: 'client',
  /** Granted scopes, joined by spaces. */
  scopes: 'scopes',
  /** Granted roles, joined by commas. */
  roles: 'roles',
  /** `RateLimit-Policy` of the answer: the quotas of the client. */
  rateLimitPolicy: 'rateLimitPolicy',
  /** `RateLimit` of the answer: what is left of them. */
  rateLimit: 'rateLimit',
  /** Seconds until the client may come back; there only where the request is one too many. */
  retryAfter: 'retryAfter',
  /** Names of the quotas that it would break, joined by commas. */
  violatedPolicies: 'violatedPolicies',
  /** Authentication context class of the token. */
  acr: 'acr',
  /** When the caller last authenticated actively, in seconds since 1970. */
  authTime: 'authTime',
  /** How the token is bound to its sender: `certificate`, `dpop`. */
  boundTo: 'boundTo',
  /** Whose token it was: `users` for the user pool's, `others` for one of another issuer that the API trusts. */
  issuedBy: 'issuedBy',
  /** `true` where the very certificate of the caller is registered. */
  pinned: 'pinned',
  /** `true` where it was asked whether the caller has signed out. */
  fresh: 'fresh',
  /** `Authentication-Info` of the answer (RFC 7615). */
  authenticationInfo: 'authenticationInfo',
  /** `DPoP-Nonce` of the gateway's refusal (RFC 9449 §9). */
  dpopNonce: 'dpopNonce',
  /** `WWW-Authenticate` of the gateway's refusal. */
  challenge: 'challenge',
} as const;

/** Claims of a Cognito access token that the handlers read. */
export const claims = {
  subject: 'sub',
  clientId: 'client_id',
  tokenUse: 'token_use',
  scope: 'scope',
  groups: 'cognito:groups',
  acr: 'acr',
  authTime: 'auth_time',
} as const;

/** Kinds of credentials that one table keeps. The id of a credential begins with its kind: `digest#<username>`. */
export const credentialKinds = ['digest', 'signature', 'certificate'] as const;
export type CredentialKind = (typeof credentialKinds)[number];
