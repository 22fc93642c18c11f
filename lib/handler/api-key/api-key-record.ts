/** What is kept of an issued key. */
export interface ApiKeyRecord {
  /** See hashApiKey(). */
  readonly hash: string;
  readonly status: 'active' | 'revoked';
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** Seconds since 1970; the key is refused from then on. */
  readonly expiresAtSeconds: number;
}

/** Only an active key that has not expired; what is not a number has expired. */
export const isUsable = ({ status, expiresAtSeconds }: ApiKeyRecord, nowSeconds: number): boolean =>
  status === 'active' && nowSeconds < expiresAtSeconds;
