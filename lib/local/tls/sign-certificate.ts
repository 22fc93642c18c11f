import { createHash, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
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

export interface Validity {
  readonly nowMillis: number;
  readonly days: number;
}

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
  clientAuth: '1.3.6.1.5.5.7.3.2',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/** The `KeyUsage` bits, of which a certificate here has one or two (RFC 5280 §4.2.1.3). */
const digitalSignature = bitString(Buffer.from([0b1000_0000]), 7);
const signCertificatesAndRevocations = bitString(Buffer.from([0b0000_0110]), 1);

/** One part of the extensions of a certificate, or several. */
export type Extensions = readonly Buffer[];

/** Of an authority that certifies no other authority. */
export const authorityExtensions = (publicKey: KeyObject): Extensions => [
  extension('basicConstraints', 'critical', sequence(boolean(true), integer(Buffer.from([0])))),
  extension('keyUsage', 'critical', signCertificatesAndRevocations),
  extension('subjectKeyIdentifier', 'informative', octetString(keyIdentifier(publicKey))),
];

/** Of one end of a connection, certified by the authority. */
export const endExtensions = (
  publicKey: KeyObject,
  authority: Credential,
  purpose: 'serverAuth' | 'clientAuth',
): Extensions => [
  extension('basicConstraints', 'critical', sequence()),
  extension('keyUsage', 'critical', digitalSignature),
  purposeExtension(purpose),
  extension('subjectKeyIdentifier', 'informative', octetString(keyIdentifier(publicKey))),
  extension(
    'authorityKeyIdentifier',
    'informative',
    sequence(taggedPrimitive(0, keyIdentifier(authority.certificate.publicKey))),
  ),
];

/** What a certificate is for; of an authority, what those that it issues are for. */
export const purposeExtension = (purpose: 'serverAuth' | 'clientAuth'): Buffer =>
  extension('extendedKeyUsage', 'informative', sequence(objectIdentifier(oids[purpose])));

export const extension = (name: keyof typeof oids, weight: 'critical' | 'informative', value: Buffer): Buffer =>
  sequence(objectIdentifier(oids[name]), ...(weight === 'critical' ? [boolean(true)] : []), octetString(value));

/** RFC 5280 §4.1: the part to be signed, the algorithm, the signature. Names are common names. */
export const signCertificate = (parts: {
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly validity: Validity;
  readonly extensions: Extensions;
}): X509Certificate => {
  const { nowMillis, days } = parts.validity;
  const algorithm = sequence(objectIdentifier(oids.ecdsaWithSha256));
  /** An hour back, for clocks that differ. */
  const validFrom = new Date(nowMillis - 3_600_000);
  const toBeSigned = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(randomSerial()),
    algorithm,
    commonName(parts.issuer),
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
