import { type Credential, issueClientAuthority, issueClientCertificate } from '../../lib/local/tls/index.ts';
import { issueServerCertificate } from '../../lib/local/tls/issue-certificate.ts';
import { filesOf } from './client-files.ts';

/** Somebody whom the TLS of a domain with a trust store does not let in. */
export interface Stranger {
  /** What it shows. */
  readonly name: string;
  /** How curl shows it. */
  readonly credential: (authority: Credential) => readonly string[];
}

const day = 86_400_000;
const validity = { nowMillis: Date.now(), days: 1 };
const options = (credential: Credential): readonly string[] => {
  const { certificate, key } = filesOf(credential);
  return ['--cert', certificate, '--key', key];
};
const issued = (authority: Credential, nowMillis = validity.nowMillis) =>
  options(issueClientCertificate(authority, 'acme', { nowMillis, days: 1 }));

export const strangers: readonly Stranger[] = [
  { name: 'no certificate', credential: () => [] },
  { name: 'a certificate that signed itself', credential: () => options(issueClientAuthority(validity)) },
  {
    name: 'a certificate of another authority with the same name',
    credential: () => issued(issueClientAuthority(validity)),
  },
  {
    name: 'a certificate that has expired',
    credential: (authority) => issued(authority, validity.nowMillis - 9 * day),
  },
  {
    name: 'a certificate that is not valid yet',
    credential: (authority) => issued(authority, validity.nowMillis + day),
  },
  {
    name: 'a certificate for servers',
    credential: (authority) => options(issueServerCertificate(authority, ['localhost'], validity)),
  },
  {
    name: 'a certificate that a client has issued',
    credential: (authority) => issued(issueClientCertificate(authority, 'acme', validity)),
  },
  {
    name: 'the right certificate, and the key of another',
    credential: (authority) => {
      const [mine, other] = [filesOf(issueClientCertificate(authority, 'acme', validity)), issued(authority)];
      return ['--cert', mine.certificate, '--key', other[3] ?? ''];
    },
  },
];
