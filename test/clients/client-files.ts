import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tlsFolderOf } from '../../lib/local/dev/local-context.ts';
import {
  type Credential,
  type CredentialFiles,
  clientAuthorityIn,
  filesIn,
  writeCredential,
} from '../../lib/local/tls/index.ts';
import { synthesiseForTests } from '../http/assembly.ts';
import type { RunningBank } from '../http/running-bank.ts';

/** The authority whose clients the bank lets in: of its state folder, or of the assembly that tests run. */
export async function clientAuthorityOf({ demo }: RunningBank): Promise<Credential> {
  const ofState = dirname(demo.caFile);
  const folder = existsSync(filesIn(ofState, 'client-ca').key) ? ofState : tlsFolderOf(await synthesiseForTests());
  return clientAuthorityIn(folder, Date.now()).authority;
}

/** Files of a certificate and its key, as curl and openssl take them; in a folder that the system clears away. */
export function filesOf(credential: Credential): CredentialFiles {
  const files = filesIn(mkdtempSync(join(tmpdir(), 'portcullis-client-')), 'client');
  writeCredential(files, credential);
  return files;
}
