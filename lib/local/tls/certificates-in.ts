import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { isLoopbackName, loopbackNames } from './certificate-names.ts';
import { filesIn, isFresh, pemOf, readCredential, writeCredential } from './credential-files.ts';
import { issueAuthority, issueServerCertificate } from './issue-certificate.ts';
import type { Credential } from './sign-certificate.ts';

const AUTHORITY_DAYS = 3_650;
/** Apple's and Chrome's limit is 398 days (CA/Browser Forum Baseline Requirements §6.3.2); the start lies an hour back. */
const SERVER_DAYS = 396;

export interface LocalCertificates {
  /** PEM file of the local CA, for `--cacert`, `NODE_EXTRA_CA_CERTS` and the trust store of the machine. */
  readonly caFile: string;
  /** Certificate and key of this machine's servers, PEM: spread into the options of an HTTPS server. */
  readonly server: { readonly cert: string; readonly key: string };
  /** What was made this time: nothing on a warm start. */
  readonly made: readonly ('authority' | 'server certificate')[];
  /** Certificate and key of a server with one more loopback name, kept in files of that name. */
  serverFor(name: string): LocalCertificates['server'];
}

/**
 * The local CA and a server certificate of the folder. Makes the CA when there is none or it ends within 30 days, and the
 * server certificate when it ends within 30 days, is for other names or of another CA. Private keys have mode 0600.
 *
 * @param names what the server certificate is for @default localhost, 127.0.0.1 and ::1
 * @throws Error for a name that leads off this machine, and for a private key that others can read
 */
export const certificatesIn = (
  folderPath: string,
  nowMillis: number,
  names: readonly string[] = loopbackNames,
): LocalCertificates => {
  assertLoopback(names);
  const folder = resolve(folderPath);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const storedAuthority = readCredential(filesIn(folder, 'ca'));
  const keepsAuthority = storedAuthority !== undefined && isFresh(storedAuthority, nowMillis);
  const authority = keepsAuthority
    ? storedAuthority
    : writeCredential(filesIn(folder, 'ca'), issueAuthority({ nowMillis, days: AUTHORITY_DAYS }));
  const server = serverIn(folder, 'server', authority, names, nowMillis);
  return {
    caFile: filesIn(folder, 'ca').certificate,
    server: server.pem,
    made: [
      ...(keepsAuthority ? [] : (['authority'] as const)),
      ...(server.isKept ? [] : (['server certificate'] as const)),
    ],
    serverFor: (name) => {
      assertLoopback([name]);
      return serverIn(folder, `server-${name}`, authority, [name, ...names], nowMillis).pem;
    },
  };
};

/** The server certificate in the files of this name, made anew when it is not the right one. */
const serverIn = (
  folder: string,
  file: string,
  authority: Credential,
  names: readonly string[],
  nowMillis: number,
): { readonly pem: LocalCertificates['server']; readonly isKept: boolean } => {
  const files = filesIn(folder, file);
  const stored = readCredential(files);
  const isKept =
    stored !== undefined && isFresh(stored, nowMillis) && isIssuedBy(stored, authority) && isForNames(stored, names);
  const server = isKept
    ? stored
    : writeCredential(files, issueServerCertificate(authority, names, { nowMillis, days: SERVER_DAYS }));
  return { pem: { cert: server.certificate.toString(), key: pemOf(server) }, isKept };
};

const assertLoopback = (names: readonly string[]): void => {
  for (const name of names) {
    if (!isLoopbackName(name)) throw new Error(`No certificate for ${name}: the local CA is for this machine only`);
  }
};

const isIssuedBy = ({ certificate }: Credential, authority: Credential): boolean =>
  certificate.checkIssued(authority.certificate) && certificate.verify(authority.certificate.publicKey);

const isForNames = ({ certificate }: Credential, names: readonly string[]): boolean => {
  const certified = (certificate.subjectAltName ?? '').split(', ').length;
  return (
    certified === names.length &&
    names.every((name) => certificate.checkHost(name) !== undefined || certificate.checkIP(name) !== undefined)
  );
};
