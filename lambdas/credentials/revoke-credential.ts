import type { Act } from '../issued/act.ts';
import { revokeIssued } from '../issued/revoke-issued.ts';
import { keyOf } from './credential-item.ts';
import { credentialTable } from './table.ts';

/** Revokes a credential for ever. @returns false when there is no such credential */
export const revokeCredential = (credentialId: string, act: Act, signal: AbortSignal): Promise<boolean> =>
  revokeIssued(credentialTable(), keyOf(credentialId), act, signal);
