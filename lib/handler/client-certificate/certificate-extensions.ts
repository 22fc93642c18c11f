import type { X509Certificate } from 'node:crypto';
import { certificateParts } from './certificate-parts.ts';
import { type DerValue, derMembers } from './der-members.ts';

/** One extension of a certificate (RFC 5280 §4.1). */
export interface CertificateExtension {
  /** Content of its object identifier. */
  readonly name: Buffer;
  /** Whether who does not know it has to refuse the certificate. */
  readonly isCritical: boolean;
  /** The octet string around its value. */
  readonly value: DerValue | undefined;
}

const [objectIdentifierTag, booleanTag] = [0x06, 0x01];

/** @throws Error for what is no certificate, and for an extension without a name */
export function certificateExtensions(certificate: X509Certificate): readonly CertificateExtension[] {
  const [list] = membersOf(certificateParts(certificate).extensions);
  return membersOf(list).map((extension) => {
    const [name, ...rest] = membersOf(extension);
    if (name?.tag !== objectIdentifierTag) throw new Error('an extension without a name');
    const [first] = rest;
    const isCritical = first?.tag === booleanTag && !first.content.equals(falseContent);
    return { name: name.content, isCritical, value: rest.at(-1) };
  });
}

/** What a constructed value holds; nothing where there is none. @throws RangeError for what is not DER */
export const membersOf = (value: DerValue | undefined): readonly DerValue[] =>
  value === undefined ? [] : [...derMembers(value.content)];

const falseContent = Buffer.from([0]);

/** Of 2.5.29: key usage, alternative names, basic constraints, policies, extended key usage. */
const known: ReadonlySet<string> = new Set(['551d0f', '551d11', '551d13', '551d20', '551d25']);

/**
 * Whether its issuer forbids its use to whoever does not know one of its extensions (RFC 5280 §4.2), and nobody here does: it may
 * say what the certificate is not for. One that cannot be read is not known.
 */
export function hasUnknownRestriction(certificate: X509Certificate): boolean {
  try {
    return certificateExtensions(certificate).some(
      ({ name, isCritical }) => isCritical && !known.has(name.toString('hex')),
    );
  } catch {
    return true;
  }
}
