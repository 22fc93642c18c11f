import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientAuthorityIn } from './client-authority-in.ts';
import type { ClientNames } from './client-names.ts';
import { type CredentialFiles, filesIn, writeCredential } from './credential-files.ts';
import { issueClientCertificate } from './issue-certificate.ts';

/** A certificate that was issued to a test client, and where it is. */
export interface TestClient {
  readonly certificate: X509Certificate;
  readonly files: CredentialFiles;
}

const FOLDER = 'clients';
const KEY_SUFFIX = '-key.pem';

/** Letters, digits and what joins them: the name is also that of a file. */
const nameForm = /^[a-z0-9][a-z0-9._-]{0,59}$/;

/**
 * Issues a certificate to a test client: ECDSA P-256, for client authentication alone. Its files have mode 0600.
 *
 * @throws Error for a name that is no file name in lower case, and for an alternative name that cannot be encoded
 */
export function issueTestClient(
  tlsFolder: string,
  client: string,
  { nowMillis, days, names = {} }: { readonly nowMillis: number; readonly days: number; readonly names?: ClientNames },
): TestClient {
  if (!nameForm.test(client)) throw new Error(`'${client}' is no name for a client: a-z, 0-9, and . _ - between them`);
  const { authority } = clientAuthorityIn(tlsFolder, nowMillis);
  const credential = issueClientCertificate(authority, client, { nowMillis, days }, names);
  const folder = join(tlsFolder, FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = filesIn(folder, `${client}-${credential.certificate.serialNumber.slice(0, 8).toLowerCase()}`);
  writeCredential(files, credential);
  return { certificate: credential.certificate, files };
}

/** All that were issued in a folder, the first to end first. */
export function testClientsIn(tlsFolder: string): readonly TestClient[] {
  const folder = join(tlsFolder, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.pem') && !name.endsWith(KEY_SUFFIX))
    .map((name) => {
      const files = filesIn(folder, name.slice(0, -'.pem'.length));
      return { certificate: new X509Certificate(readFileSync(files.certificate)), files };
    })
    .toSorted((left, right) => left.certificate.validToDate.getTime() - right.certificate.validToDate.getTime());
}
