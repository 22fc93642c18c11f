/** Names that the gateway, the template and the handlers must agree on; each is written here once. */

/** Request and response headers, in lower case. */
export const headers = {
  apiKey: 'x-api-key',
  idempotencyKey: 'idempotency-key',
  requestId: 'x-request-id',
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
  ledgerTable: 'LEDGER_TABLE',
  apiKeyTable: 'API_KEY_TABLE',
  /** Secret that keys the hashes of the API key table. */
  apiKeyPepperSecret: 'API_KEY_PEPPER_SECRET',
  /** Secret that holds the value of the gateway's own, never disclosed, API key. */
  meteringKeySecret: 'METERING_KEY_SECRET',
} as const;

/** Keys of the context that a Portcullis Lambda authorizer returns; every value is a string. */
export const authorizerContext = {
  /** The scheme that authenticated the caller: `apiKey`. */
  scheme: 'scheme',
  /** Who calls: the public id of the key. */
  subject: 'subject',
  /** Granted scopes, joined by spaces. */
  scopes: 'scopes',
  /** Granted roles, joined by commas. */
  roles: 'roles',
} as const;

/** Claims of a Cognito access token that the handlers read. */
export const claims = {
  subject: 'sub',
  clientId: 'client_id',
  tokenUse: 'token_use',
  scope: 'scope',
  groups: 'cognito:groups',
} as const;
