import { hash, type X509Certificate } from 'node:crypto';
import { derMembers } from './der-members.ts';

/** Under which ids a certificate is looked up, each public. */
export interface CertificateIds {
  /** This very certificate: SHA-256 of its DER in base64url, as `x5t#S256` (RFC 8705 §3.1). */
  readonly certificate: string;
  /** Every certificate that this issuer gives this subject: `subject-…`. A renewed one is the same. */
  readonly subject: string;
  /** The serial number among those of the issuer, by which it is revoked: `serial-…`. */
  readonly serial: string;
}

/** `[0]`: the version, which a certificate of version 1 does not have (RFC 5280 §4.1). */
const versionTag = 0xa0;

/**
 * The ids of a certificate. Names are compared as they are encoded, and never as text: two of them may look the same.
 *
 * @throws Error for what is no certificate
 */
export function certificateIds({ raw }: X509Certificate): CertificateIds {
  const [certificate] = derMembers(raw);
  const [toBeSigned] = derMembers(certificate?.content ?? empty);
  const members = [...derMembers(toBeSigned?.content ?? empty)];
  const [serial, , issuer, , subject] = members[0]?.tag === versionTag ? members.slice(1) : members;
  if (serial === undefined || issuer === undefined || subject === undefined) throw new Error('no certificate');
  return {
    certificate: hash('sha256', raw, 'base64url'),
    subject: `subject-${hash('sha256', Buffer.concat([issuer.whole, subject.whole]), 'base64url')}`,
    serial: `serial-${hash('sha256', Buffer.concat([issuer.whole, serial.whole]), 'base64url')}`,
  };
}

const empty = Buffer.alloc(0);
