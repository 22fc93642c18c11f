import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { alternativeNames, loopbackNameConstraints } from './certificate-names.ts';
import { type ClientNames, clientAlternativeNames } from './client-names.ts';
import {
  authorityExtensions,
  type Credential,
  endExtensions,
  extension,
  purposeExtension,
  signCertificate,
  type Validity,
} from './sign-certificate.ts';

/** The name that a person meets in the list of trusted authorities. */
const AUTHORITY_NAME = 'Portcullis local CA (this machine only)';
const CLIENT_AUTHORITY_NAME = 'Portcullis test client CA';

/** Makes a self-signed authority (ECDSA P-256) which can certify loopback names only, and no other authority. */
export const issueAuthority = (validity: Validity): Credential =>
  selfSigned(AUTHORITY_NAME, validity, extension('nameConstraints', 'critical', loopbackNameConstraints()));

/** Makes a self-signed authority (ECDSA P-256) for client certificates: what it issues stands for no server. */
export const issueClientAuthority = (validity: Validity): Credential =>
  selfSigned(CLIENT_AUTHORITY_NAME, validity, purposeExtension('clientAuth'));

/** Makes a server certificate (ECDSA P-256) for loopback names, signed by the authority. */
export const issueServerCertificate = (
  authority: Credential,
  names: readonly string[],
  validity: Validity,
): Credential => {
  const { publicKey, privateKey } = newKeyPair();
  const extensions = [
    ...endExtensions(publicKey, authority, 'serverAuth'),
    extension('subjectAlternativeName', 'informative', alternativeNames(names)),
  ];
  return signedBy(authority, { subject: names[0] ?? 'localhost', publicKey, privateKey, validity, extensions });
};

/**
 * Makes a client certificate (ECDSA P-256), signed by the authority.
 *
 * @param client its common name
 * @param names its alternative names @default none
 */
export const issueClientCertificate = (
  authority: Credential,
  client: string,
  validity: Validity,
  names: ClientNames = {},
): Credential => {
  const { publicKey, privateKey } = newKeyPair();
  const alternative = clientAlternativeNames(names);
  const extensions = [
    ...endExtensions(publicKey, authority, 'clientAuth'),
    ...(alternative === undefined ? [] : [extension('subjectAlternativeName', 'informative', alternative)]),
  ];
  return signedBy(authority, { subject: client, publicKey, privateKey, validity, extensions });
};

const newKeyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const selfSigned = (name: string, validity: Validity, limit: Buffer): Credential => {
  const { publicKey, privateKey } = newKeyPair();
  const extensions = [...authorityExtensions(publicKey), limit];
  const parts = { issuer: name, subject: name, publicKey, signingKey: privateKey, validity, extensions };
  return { certificate: signCertificate(parts), privateKey };
};

const signedBy = (
  { certificate, privateKey: signingKey }: Credential,
  {
    privateKey,
    ...parts
  }: {
    readonly subject: string;
    readonly publicKey: KeyObject;
    readonly privateKey: KeyObject;
    readonly validity: Validity;
    readonly extensions: readonly Buffer[];
  },
): Credential => ({
  certificate: signCertificate({ ...parts, issuer: nameOf(certificate.subject), signingKey }),
  privateKey,
});

/** The common name of an authority made here, which has nothing else. */
const nameOf = (subject: string): string => subject.replace(/^CN=/, '').replaceAll('\\', '');
