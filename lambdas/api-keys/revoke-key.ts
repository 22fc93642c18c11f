import type { Act } from '../issued/act.ts';
import { revokeIssued } from '../issued/revoke-issued.ts';
import { keyOf } from './key-item.ts';
import { apiKeyTable } from './table.ts';

/** Revokes a key for ever. @returns false when there is no such key */
export const revokeKey = (keyId: string, act: Act, signal: AbortSignal): Promise<boolean> =>
  revokeIssued(apiKeyTable(), keyOf(keyId), act, signal);
