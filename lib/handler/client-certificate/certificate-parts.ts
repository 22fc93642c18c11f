import type { X509Certificate } from 'node:crypto';
import { type DerValue, derMembers } from './der-members.ts';

/** What of a certificate tells whose it is, as it is encoded (RFC 5280 §4.1). */
export interface CertificateParts {
  readonly serial: DerValue;
  readonly issuer: DerValue;
  readonly subject: DerValue;
  /** `[3]`, around the sequence of extensions. */
  readonly extensions: DerValue | undefined;
}

/** `[0]`: the version, which a certificate of version 1 does not have. */
const versionTag = 0xa0;
const extensionsTag = 0xa3;

/** @throws Error for what is no certificate */
export function certificateParts({ raw }: X509Certificate): CertificateParts {
  const [certificate] = derMembers(raw);
  const [toBeSigned] = derMembers(certificate?.content ?? empty);
  const members = [...derMembers(toBeSigned?.content ?? empty)];
  const [serial, , issuer, , subject] = members[0]?.tag === versionTag ? members.slice(1) : members;
  if (serial === undefined || issuer === undefined || subject === undefined) throw new Error('no certificate');
  return { serial, issuer, subject, extensions: members.find(({ tag }) => tag === extensionsTag) };
}

const empty = Buffer.alloc(0);
