import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import { alternativeNames, loopbackNameConstraints } from './certificate-names.ts';
import {
  bitString,
  boolean,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tagged,
  taggedPrimitive,
  time,
  utf8String,
} from './der.ts';

/** A certificate and its private key. */
export interface Credential {
  readonly certificate: X509Certificate;
  readonly privateKey: KeyObject;
}

interface Validity {
  readonly nowMillis: number;
  readonly days: number;
}

/** The name that a person meets in the list of trusted authorities. */
const AUTHORITY_NAME = 'Portcullis local CA (this machine only)';

/** RFC 5280 §4.2.1 and Appendix A, RFC 5758 §3.2. */
const oids = {
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/** The `KeyUsage` bits, of which a certificate here has one or two (RFC 5280 §4.2.1.3). */
const digitalSignature = bitString(Buffer.from([0b1000_0000]), 7);
const signCertificatesAndRevocations = bitString(Buffer.from([0b0000_0110]), 1);

/** Makes a self-signed authority (ECDSA P-256) which can certify loopback names only, and no other authority. */
export const issueAuthority = (validity: Validity): Credential => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const extensions = [
    extension('basicConstraints', 'critical', sequence(boolean(true), integer(Buffer.from([0])))),
    extension('keyUsage', 'critical', signCertificatesAndRevocations),
    extension('nameConstraints', 'critical', loopbackNameConstraints()),
    extension('subjectKeyIdentifier', 'informative', octetString(keyIdentifier(publicKey))),
  ];
  const subject = AUTHORITY_NAME;
  return { certificate: issue({ subject, publicKey, signingKey: privateKey, validity, extensions }), privateKey };
};

/** Makes a server certificate (ECDSA P-256) for loopback names, signed by the authority. */
export const issueServerCertificate = (
  authority: Credential,
  names: readonly string[],
  validity: Validity,
): Credential => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const authorityKeyIdentifier = keyIdentifier(authority.certificate.publicKey);
  const extensions = [
    extension('basicConstraints', 'critical', sequence()),
    extension('keyUsage', 'critical', digitalSignature),
    extension('extendedKeyUsage', 'informative', sequence(objectIdentifier(oids.serverAuth))),
    extension('subjectAlternativeName', 'informative', alternativeNames(names)),
    extension('subjectKeyIdentifier', 'informative', octetString(keyIdentifier(publicKey))),
    extension('authorityKeyIdentifier', 'informative', sequence(taggedPrimitive(0, authorityKeyIdentifier))),
  ];
  const subject = names[0] ?? 'localhost';
  const signingKey = authority.privateKey;
  return { certificate: issue({ subject, publicKey, signingKey, validity, extensions }), privateKey };
};

/** RFC 5280 §4.1: the part to be signed, the algorithm, the signature. */
const issue = (parts: {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly validity: Validity;
  readonly extensions: readonly Buffer[];
}): X509Certificate => {
  const { nowMillis, days } = parts.validity;
  const algorithm = sequence(objectIdentifier(oids.ecdsaWithSha256));
  /** An hour back, for clocks that differ. */
  const validFrom = new Date(nowMillis - 3_600_000);
  const toBeSigned = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(randomSerial()),
    algorithm,
    commonName(AUTHORITY_NAME),
    sequence(time(validFrom), time(new Date(nowMillis + days * 86_400_000))),
    commonName(parts.subject),
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...parts.extensions)),
  );
  const signature = sign('sha256', toBeSigned, parts.signingKey);
  return new X509Certificate(sequence(toBeSigned, algorithm, bitString(signature)));
};

const commonName = (name: string): Buffer =>
  sequence(set(sequence(objectIdentifier(oids.commonName), utf8String(name))));

const extension = (name: keyof typeof oids, weight: 'critical' | 'informative', value: Buffer): Buffer =>
  sequence(objectIdentifier(oids[name]), ...(weight === 'critical' ? [boolean(true)] : []), octetString(value));

/** Positive, of 16 bytes, 126 of its bits random (RFC 5280 §4.1.2.2). */
const randomSerial = (): Buffer => {
  const serial = randomBytes(16);
  serial[0] = 0x40 | (serial.readUInt8() & 0x3f);
  return serial;
};

/** RFC 7093 §2: the first 160 bits of the SHA-256 of the public key. */
const keyIdentifier = (publicKey: KeyObject): Buffer =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
