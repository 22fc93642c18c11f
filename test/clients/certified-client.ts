import type { Credential, CredentialFiles } from '../../lib/local/tls/index.ts';
import type { RunningBank } from '../http/running-bank.ts';
import { filesOf } from './client-files.ts';
import { issueCredential } from './issue.ts';

/** Of one client: a certificate for curl, and what the bank knows it by. */
export interface CertifiedClient {
  readonly credential: Credential;
  readonly files: CredentialFiles;
  /** `--cert` and `--key`. */
  readonly shown: readonly string[];
}

export const settlementScopes = ['bank/settlements.read'];

export function clientOf(credential: Credential): CertifiedClient {
  const files = filesOf(credential);
  return { credential, files, shown: ['--cert', files.certificate, '--key', files.key] };
}

/** Has the operator register the certificate of a client, alone unless something else is said. @returns the id of the credential */
export async function registerCertificate(
  bank: RunningBank,
  { credential }: Pick<CertifiedClient, 'credential'>,
  changes: object = {},
): Promise<string> {
  const certificate = credential.certificate.toString();
  const wanted = {
    kind: 'certificate',
    certificate,
    covers: { by: 'certificate' },
    scopes: settlementScopes,
    ...changes,
  };
  return (await issueCredential(bank, wanted)).credentialId;
}
