/** What every local service is given: where it stands, where it keeps its state, and the clock. */
export interface LocalEnvironment {
  /** Always `123456789012`: no account of anybody's. */
  readonly accountId: string;
  /** `eu-central-1` unless the assembly names another. */
  readonly region: string;
  /** Always `aws`. */
  readonly partition: string;
  /** Folder for what must survive a restart and a `kill -9`, mode 0700; each service keeps its own files in it. */
  readonly stateFolder: string;
  /** 32 random bytes, made at the first start, mode 0600: encrypts secrets at rest, derives per-service keys. */
  readonly masterKey: Buffer;
  /** Milliseconds since the epoch. Tests pass their own. */
  readonly now: () => number;
}

/** Writes `123456789012`-style ARNs in one place. */
export const arnOf = (
  { partition, region, accountId }: Pick<LocalEnvironment, 'partition' | 'region' | 'accountId'>,
  service: string,
  resource: string,
): string => `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
