import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A trust store as it was read. */
interface TrustStore {
  readonly bytes: number;
  /** What stands in the file beside certificates, without white space. */
  readonly rest: string;
  readonly certificates: readonly X509Certificate[];
  readonly nowMillis: number;
}

/** Certificates from an authority to its root ("Certificates can have a maximum chain length of four"). */
const LONGEST_CHAIN = 4;

/**
 * What a trust store must keep, so that API Gateway takes all of it: it leaves out what it does not like with a warning that
 * nobody reads. API Gateway Developer Guide, "How to turn on mutual TLS authentication for your REST APIs".
 */
const rules: readonly { readonly message: string; readonly broken: (store: TrustStore) => boolean }[] = [
  // A private key here would be read by whoever reads the bucket.
  { message: 'holds something that is no certificate', broken: ({ rest }) => rest !== '' },
  { message: 'holds no certificate', broken: ({ certificates }) => certificates.length === 0 },
  { message: 'holds more than 1,000 certificates', broken: ({ certificates }) => certificates.length > 1_000 },
  { message: 'is larger than 1 MB', broken: ({ bytes }) => bytes > 1_000_000 },
  {
    message: 'holds a certificate of nobody who may certify others',
    broken: ({ certificates }) => !certificates.every(({ ca }) => ca),
  },
  {
    message: 'holds a certificate that has expired, or is not valid yet',
    broken: ({ certificates, nowMillis }) =>
      !certificates.every(
        ({ validFromDate, validToDate }) => validFromDate.getTime() <= nowMillis && nowMillis < validToDate.getTime(),
      ),
  },
  {
    message: 'holds a certificate with a weaker key than RSA of 2,048 bits or P-256',
    broken: ({ certificates }) => !certificates.every(hasStrongKey),
  },
  {
    message: 'holds a certificate that is signed with SHA-1 or MD5',
    broken: ({ certificates }) =>
      certificates.some(({ signatureAlgorithm }) => /sha-?1\b|sha1|md5/i.test(signatureAlgorithm ?? '')),
  },
  {
    message: `lacks the root of a certificate, or has it more than ${LONGEST_CHAIN} certificates away`,
    broken: ({ certificates }) => !certificates.every((each) => reachesRoot(each, certificates, LONGEST_CHAIN)),
  },
];

/** @returns its authorities @throws Error naming the file and the first rule that it breaks */
export function loadTrustStore(file: string, nowMillis: number): readonly X509Certificate[] {
  const text = readFileSync(file, 'utf8');
  const blocks = text.match(certificateBlock) ?? [];
  const store: TrustStore = {
    bytes: Buffer.byteLength(text),
    rest: text.replaceAll(certificateBlock, '').trim(),
    certificates: blocks.map((pem) => parseCertificate(file, pem)),
    nowMillis,
  };
  for (const { message, broken } of rules) {
    if (broken(store)) throw new Error(`The trust store ${file} ${message}`);
  }
  return store.certificates;
}

const certificateBlock = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

function parseCertificate(file: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Error(`The trust store ${file} holds a certificate that cannot be read`);
  }
}

function hasStrongKey({ publicKey }: X509Certificate): boolean {
  const { modulusLength = 0, namedCurve = '' } = publicKey.asymmetricKeyDetails ?? {};
  return publicKey.asymmetricKeyType === 'rsa' ? modulusLength >= 2_048 : strongCurves.has(namedCurve);
}

const strongCurves: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

const reachesRoot = (certificate: X509Certificate, all: readonly X509Certificate[], links: number): boolean =>
  links > 0 &&
  (isIssuedBy(certificate, certificate) ||
    all.some(
      (issuer) => issuer !== certificate && isIssuedBy(certificate, issuer) && reachesRoot(issuer, all, links - 1),
    ));

export const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
