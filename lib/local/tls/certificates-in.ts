import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readPrivateFile, writePrivateFile } from '../private-file.ts';
import { isLoopbackName, loopbackNames } from './certificate-names.ts';
import { type Credential, issueAuthority, issueServerCertificate } from './issue-certificate.ts';

const AUTHORITY_DAYS = 3_650;
/** Apple's and Chrome's limit is 398 days (CA/Browser Forum Baseline Requirements §6.3.2); the start lies an hour back. */
const SERVER_DAYS = 396;
const RENEW_WITHIN_DAYS = 30;

export interface LocalCertificates {
  /** PEM file of the local CA, for `--cacert`, `NODE_EXTRA_CA_CERTS` and the trust store of the machine. */
  readonly caFile: string;
  /** Certificate and key of this machine's servers, PEM: spread into the options of an HTTPS server. */
  readonly server: { readonly cert: string; readonly key: string };
  /** What was made this time: nothing on a warm start. */
  readonly made: readonly ('authority' | 'server certificate')[];
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
  for (const name of names) {
    if (!isLoopbackName(name)) throw new Error(`No certificate for ${name}: the local CA is for this machine only`);
  }
  const folder = resolve(folderPath);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = (name: string) => ({ certificate: join(folder, `${name}.pem`), key: join(folder, `${name}-key.pem`) });

  const storedAuthority = readCredential(files('ca'));
  const keepsAuthority = storedAuthority !== undefined && isFresh(storedAuthority, nowMillis);
  const authority = keepsAuthority
    ? storedAuthority
    : writeCredential(files('ca'), issueAuthority({ nowMillis, days: AUTHORITY_DAYS }));

  const storedServer = readCredential(files('server'));
  const keepsServer =
    storedServer !== undefined &&
    isFresh(storedServer, nowMillis) &&
    isIssuedBy(storedServer, authority) &&
    isForNames(storedServer, names);
  const server = keepsServer
    ? storedServer
    : writeCredential(files('server'), issueServerCertificate(authority, names, { nowMillis, days: SERVER_DAYS }));

  return {
    caFile: files('ca').certificate,
    server: { cert: server.certificate.toString(), key: pemOf(server) },
    made: [
      ...(keepsAuthority ? [] : (['authority'] as const)),
      ...(keepsServer ? [] : (['server certificate'] as const)),
    ],
  };
};

interface Files {
  readonly certificate: string;
  readonly key: string;
}

/** Undefined when a file is missing, is no certificate or no key, or the two do not belong together. */
const readCredential = (files: Files): Credential | undefined => {
  const keyPem = readPrivateFile(files.key);
  if (keyPem === undefined) return undefined;
  try {
    const certificate = new X509Certificate(readFileSync(files.certificate));
    const credential = { certificate, privateKey: createPrivateKey(keyPem) };
    return credential.certificate.checkPrivateKey(credential.privateKey) ? credential : undefined;
  } catch {
    return undefined;
  }
};

/** The key first: a certificate is never without it. */
const writeCredential = (files: Files, credential: Credential): Credential => {
  writePrivateFile(files.key, pemOf(credential));
  writePrivateFile(files.certificate, credential.certificate.toString());
  return credential;
};

const pemOf = ({ privateKey }: Credential): string => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const isFresh = ({ certificate }: Credential, nowMillis: number): boolean =>
  certificate.validFromDate.getTime() <= nowMillis &&
  nowMillis + RENEW_WITHIN_DAYS * 86_400_000 < certificate.validToDate.getTime();

const isIssuedBy = ({ certificate }: Credential, authority: Credential): boolean =>
  certificate.checkIssued(authority.certificate) && certificate.verify(authority.certificate.publicKey);

const isForNames = ({ certificate }: Credential, names: readonly string[]): boolean => {
  const certified = (certificate.subjectAltName ?? '').split(', ').length;
  return (
    certified === names.length &&
    names.every((name) => certificate.checkHost(name) !== undefined || certificate.checkIP(name) !== undefined)
  );
};
