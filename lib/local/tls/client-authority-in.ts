import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { filesIn, isFresh, readCredential, writeCredential } from './credential-files.ts';
import { issueClientAuthority } from './issue-certificate.ts';
import type { Credential } from './sign-certificate.ts';

const AUTHORITY_DAYS = 3_650;

/** The authority of a machine's test clients. */
export interface ClientAuthority {
  readonly authority: Credential;
  /** PEM file of its certificate: the trust store of a domain that takes client certificates. */
  readonly trustStoreFile: string;
  readonly made: boolean;
}

/**
 * The authority for test client certificates that the folder keeps; makes one when there is none or it ends within 30 days.
 * Its key has mode 0600.
 *
 * @throws Error when others can read the key
 */
export const clientAuthorityIn = (folderPath: string, nowMillis: number): ClientAuthority => {
  const folder = resolve(folderPath);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = filesIn(folder, 'client-ca');
  const stored = readCredential(files);
  const kept = stored !== undefined && isFresh(stored, nowMillis) ? stored : undefined;
  const authority = kept ?? writeCredential(files, issueClientAuthority({ nowMillis, days: AUTHORITY_DAYS }));
  return { authority, trustStoreFile: files.certificate, made: kept === undefined };
};
