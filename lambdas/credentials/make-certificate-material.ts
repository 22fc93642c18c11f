import { X509Certificate } from 'node:crypto';
import type { InputFault } from '../../lib/contract/index.ts';
import {
  alternativeNameId,
  alternativeNames,
  certificateIds,
  isWithoutSubject,
  toAlternativeName,
} from '../../lib/handler/index.ts';
import type { Material } from './credential-item.ts';
import type { NewCredential } from './schemas.ts';

/**
 * A registered certificate is kept by its hash alone. Whether an authority of the trust store has issued it is found out when it
 * is shown.
 *
 * @returns what is wrong with it: not a certificate, one of an authority, or not one of whom it is to cover
 */
export function makeCertificateMaterial({
  certificate: pem,
  covers,
}: NewCertificate):
  | { readonly id: string; readonly material: Material; readonly secret: undefined }
  | readonly InputFault[] {
  const certificate = parse(pem);
  if (certificate === undefined) return fault('is no certificate');
  if (certificate.ca) return fault('is the certificate of an authority');
  const known = knownBy(certificate, covers);
  if (!('id' in known)) return known;
  const { subject, issuer, serialNumber } = certificate;
  const names = { subjectDN: oneLine(subject), issuerDN: oneLine(issuer), serialNumber, ...known.name };
  return { id: known.id, material: { kind: 'certificate', ...names }, secret: undefined };
}

type NewCertificate = Extract<NewCredential, { readonly kind: 'certificate' }>;

/** What the certificate, and what else is covered, will be looked up by. */
function knownBy(
  certificate: X509Certificate,
  covers: NewCertificate['covers'],
): { readonly id: string; readonly name?: { readonly alternativeName: string } } | readonly InputFault[] {
  const names = namesOf(certificate);
  // Shown by the client it would be refused, whatever is registered.
  if (names === undefined) return fault('has alternative names that break their rules');
  if (covers.by === 'subject' && isWithoutSubject(certificate)) return fault('has no subject');
  if (!('name' in covers)) return { id: certificateIds(certificate)[covers.by] };
  const wanted = toAlternativeName(covers.by, covers.name);
  if (wanted === undefined) return fault('is no name of this type', 'covers/name');
  if (!names.some(({ tag, value }) => tag === wanted.tag && value.equals(wanted.value))) {
    return fault('is no name of the certificate, or one of too many', 'covers/name');
  }
  return { id: alternativeNameId(certificate, wanted), name: { alternativeName: `${covers.by}:${covers.name}` } };
}

function namesOf(certificate: X509Certificate) {
  try {
    return alternativeNames(certificate);
  } catch {
    return undefined;
  }
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/**
 * As RFC 4514 has it: Node writes one part a line, the most general first, each escaped already; and nothing, whatever its types
 * say, for a name without parts.
 */
const oneLine = (name: string | undefined): string => (name ?? '').split('\n').reverse().join(',').slice(0, 1_000);

const fault = (detail: string, member = 'certificate'): readonly InputFault[] => [
  { pointer: `/body/${member}`, detail },
];
