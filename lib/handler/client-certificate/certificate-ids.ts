import { hash, type X509Certificate } from 'node:crypto';
import type { AlternativeName } from './alternative-name.ts';
import { certificateParts } from './certificate-parts.ts';
import { withOtherSignature } from './with-other-signature.ts';

/** Under which ids a certificate is looked up, each public. */
export interface CertificateIds {
  /** This very certificate: SHA-256 of its DER in base64url, as `x5t#S256` (RFC 8705 §3.1). */
  readonly certificate: string;
  /** Every certificate that this issuer gives this subject: `subject-…`. A renewed one is the same. */
  readonly subject: string;
  /** The serial number among those of the issuer, by which it is revoked: `serial-…`. */
  readonly serial: string;
}

/**
 * The ids of a certificate. Names are compared as they are encoded, and never as text: two of them may look the same.
 *
 * @throws Error for what is no certificate
 */
export function certificateIds(certificate: X509Certificate): CertificateIds {
  const { serial, issuer, subject } = certificateParts(certificate);
  return {
    certificate: hash('sha256', certificate.raw, 'base64url'),
    subject: `subject-${hash('sha256', Buffer.concat([issuer.whole, subject.whole]), 'base64url')}`,
    serial: `serial-${hash('sha256', Buffer.concat([issuer.whole, serial.whole]), 'base64url')}`,
  };
}

/**
 * This very certificate with its signature in the other form, which its holder may show as well.
 *
 * @returns undefined where there is no other
 * @throws Error for a signature that cannot be read
 */
export function otherCertificateId(certificate: X509Certificate): string | undefined {
  const other = withOtherSignature(certificate);
  return other && hash('sha256', other, 'base64url');
}

/** Every certificate to which the issuer of this one gives an alternative name: `name-…`, apart for each type of names. */
export function alternativeNameId(certificate: X509Certificate, { tag, value }: AlternativeName): string {
  const { issuer } = certificateParts(certificate);
  return `name-${hash('sha256', Buffer.concat([issuer.whole, Buffer.from([tag]), value]), 'base64url')}`;
}

/** Whether its subject is empty, as that of a certificate with other names may be (RFC 5280 §4.1.2.6): the name of nobody. */
export const isWithoutSubject = (certificate: X509Certificate): boolean =>
  certificateParts(certificate).subject.content.length === 0;
