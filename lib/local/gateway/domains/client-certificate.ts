import type { X509Certificate } from 'node:crypto';

/**
 * What functions and access logs are told of a client certificate (API Gateway developer guide, "Working with HTTP API proxy
 * events", `clientCert`). Names are written as RFC 4514 has them, the most specific part first.
 */
export interface ClientCertificate {
  readonly clientCertPem: string;
  readonly subjectDN: string;
  readonly issuerDN: string;
  /** Colon-separated hexadecimal bytes. */
  readonly serialNumber: string;
  readonly validity: { readonly notBefore: string; readonly notAfter: string };
}

export const toClientCertificate = (certificate: X509Certificate): ClientCertificate => ({
  clientCertPem: certificate.toString(),
  subjectDN: toDistinguishedName(certificate.subject),
  issuerDN: toDistinguishedName(certificate.issuer),
  serialNumber: toColons(certificate.serialNumber),
  validity: { notBefore: certificate.validFrom, notAfter: certificate.validTo },
});

/** Node writes one part a line, the most general first, each escaped already; and nothing, whatever its types say, for no parts. */
const toDistinguishedName = (name: string | undefined): string => (name ?? '').split('\n').reverse().join(',');

const toColons = (hex: string): string =>
  hex
    .padStart(hex.length + (hex.length % 2), '0')
    .toLowerCase()
    .replace(/(?<=.)(?=(..)+$)/g, ':');
