import type { KeySpec, KeyUsage } from './key-specs.ts';

export type Tag = { readonly TagKey: string; readonly TagValue: string };

/** What is known of a key beside its material. Times are milliseconds since the epoch. */
export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  /** `AWS` for a key that a service keeps for the account. */
  readonly manager: 'CUSTOMER' | 'AWS';
  /** Keys of a template are there while it declares them, those of the API until they are deleted. */
  readonly origin: 'template' | 'api';
  readonly description: string;
  readonly enabled: boolean;
  /** JSON text. */
  readonly policy: string;
  readonly tags: readonly Tag[];
  /** Undefined for a key that does not rotate by itself. */
  readonly rotation: { readonly periodDays: number; readonly atMillis: number } | undefined;
  /** Undefined for a key that is not to be deleted. */
  readonly deletion: { readonly windowDays: number; readonly atMillis: number } | undefined;
  readonly createdAtMillis: number;
}

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';

export const stateOf = ({ enabled, deletion }: Key): KeyState => {
  if (deletion !== undefined) return 'PendingDeletion';
  return enabled ? 'Enabled' : 'Disabled';
};

/** One generation of the secret of a key. */
export interface Material {
  /** 64 lower-case hex digits. */
  readonly id: string;
  readonly bytes: Buffer;
}

export interface Alias {
  /** `alias/bank` */
  readonly name: string;
  readonly keyId: string;
  readonly createdAtMillis: number;
  readonly updatedAtMillis: number;
}
