import { X509Certificate } from 'node:crypto';
import type { InputFault } from '../../lib/contract/index.ts';
import { certificateIds } from '../../lib/handler/index.ts';
import type { Material } from './credential-item.ts';
import type { NewCredential } from './schemas.ts';

/**
 * A registered certificate is kept by its hash alone. Whether an authority of the trust store has issued it is found out when it
 * is shown.
 *
 * @returns what is wrong with it: not a certificate, or one of an authority
 */
export function makeCertificateMaterial({
  certificate: pem,
  covers,
}: Extract<NewCredential, { readonly kind: 'certificate' }>):
  | { readonly id: string; readonly material: Material; readonly secret: undefined }
  | readonly InputFault[] {
  const certificate = parse(pem);
  if (certificate === undefined) return fault('is no certificate');
  if (certificate.ca) return fault('is the certificate of an authority');
  const { subject, issuer, serialNumber } = certificate;
  return {
    id: certificateIds(certificate)[covers],
    material: { kind: 'certificate', subjectDN: oneLine(subject), issuerDN: oneLine(issuer), serialNumber },
    secret: undefined,
  };
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** As RFC 4514 has it: Node writes one part a line, the most general first, each escaped already. */
const oneLine = (name: string): string => name.split('\n').reverse().join(',').slice(0, 1_000);

const fault = (detail: string): readonly InputFault[] => [{ pointer: '/body/certificate', detail }];
