import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPrivateFile, writePrivateFile } from '../private-file.ts';
import type { Credential } from './sign-certificate.ts';

const RENEW_WITHIN_DAYS = 30;

/** PEM files of a certificate and its private key. */
export interface CredentialFiles {
  readonly certificate: string;
  readonly key: string;
}

export const filesIn = (folder: string, name: string): CredentialFiles => ({
  certificate: join(folder, `${name}.pem`),
  key: join(folder, `${name}-key.pem`),
});

/**
 * Undefined when a file is missing, is no certificate or no key, or the two do not belong together.
 *
 * @throws Error when others can read the key
 */
export const readCredential = (files: CredentialFiles): Credential | undefined => {
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
export const writeCredential = (files: CredentialFiles, credential: Credential): Credential => {
  writePrivateFile(files.key, pemOf(credential));
  writePrivateFile(files.certificate, credential.certificate.toString());
  return credential;
};

export const pemOf = ({ privateKey }: Credential): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Valid, and for 30 days more. */
export const isFresh = ({ certificate }: Credential, nowMillis: number): boolean =>
  certificate.validFromDate.getTime() <= nowMillis &&
  nowMillis + RENEW_WITHIN_DAYS * 86_400_000 < certificate.validToDate.getTime();
