import { X509Certificate } from 'node:crypto';
import { authorizerContext } from '../../contract/index.ts';
import { realm } from '../authorizer/realm.ts';
import type { Scheme } from '../authorizer/scheme.ts';
import { toChallenge } from '../http-auth/challenge.ts';
import { type CredentialTerms, refusalOf } from '../http-auth/credential-terms.ts';
import { alternativeNames } from './alternative-names.ts';
import { hasUnknownRestriction } from './certificate-extensions.ts';
import { alternativeNameId, certificateIds, otherCertificateId } from './certificate-ids.ts';

/** Where registered certificates are kept, and those that were revoked. */
export interface ClientCertificateOptions {
  /** What is kept under one of the `certificateIds`; undefined for nothing. */
  readonly load: (id: string) => Promise<CredentialTerms | undefined>;
  readonly meteringKey: () => Promise<string>;
  /** @default the system's clock */
  readonly nowSeconds?: () => number;
}

/** RFC 5280 §4.2.1.12. */
const clientAuth = '1.3.6.1.5.5.7.3.2';

/** What is wrong with a certificate by itself, in the order in which it is asked. */
const faults: readonly {
  readonly because: string;
  readonly has: (certificate: X509Certificate, nowMillis: number) => boolean;
}[] = [
  {
    because: 'a certificate outside of its validity',
    has: ({ validFromDate, validToDate }, nowMillis) =>
      !(validFromDate.getTime() <= nowMillis && nowMillis <= validToDate.getTime()),
  },
  // An authority vouches for its clients, and is none.
  { because: 'a certificate of an authority', has: ({ ca }) => ca },
  { because: 'a certificate with a restriction that nobody knows here', has: hasUnknownRestriction },
  // Node names the extended key usages of a certificate `keyUsage`; one that says nothing is for nothing here.
  { because: 'a certificate that is not for clients', has: ({ keyUsage }) => !(keyUsage ?? []).includes(clientAuth) },
];

/**
 * A client certificate, whose chain the gateway has checked against the trust store of the domain. What API Gateway leaves out
 * is checked here: its purpose, whether it was revoked, and whether somebody has registered it, one of its alternative names or
 * its subject. Its validity is checked again: a connection may be older than the end of the certificate.
 *
 * Only the certificate that the gateway attests to counts; no header can stand in for it. It is read, and never written to a
 * log.
 */
export function clientCertificateScheme(options: ClientCertificateOptions): Scheme {
  const { load, meteringKey, nowSeconds = () => Date.now() / 1_000 } = options;
  return {
    name: 'clientCertificate',
    carrier: 'connection',
    isPresented: ({ event }) => (event.requestContext.identity.clientCert ?? undefined) !== undefined,
    challenges: async () => [toChallenge('ClientCertificate', { realm: realm() })],
    async authenticate({ event, demands }) {
      const certificate = parse(event.requestContext.identity.clientCert?.clientCertPem ?? '');
      if (certificate === undefined) return { because: 'a certificate that cannot be read' };
      const fault = faults.find(({ has }) => has(certificate, nowSeconds() * 1_000));
      if (fault !== undefined) return { because: fault.because };

      const names = nameIdsOf(certificate);
      if (names === undefined) return { because: 'a certificate with alternative names that break their rules' };
      const own = ownIdsOf(certificate);
      if (own === undefined) return { because: 'a certificate whose signature cannot be read' };
      const { serial, subject } = certificateIds(certificate);
      const keptOf = (ids: readonly string[]) => Promise.all(ids.map(load));
      const [revoked, ofSubject, ofOwn, ofNames] = await Promise.all([
        load(serial),
        load(subject),
        keptOf(own),
        keptOf(names),
      ]);
      // Whatever is kept under the serial number was put there to end it.
      if (revoked !== undefined) return { because: 'a certificate that was revoked' };
      const itself = own.flatMap((id, index) => registration(id, ofOwn[index]));
      if (itself.length > 1) return { because: 'a certificate that is registered twice' };
      const isPinned = itself.length > 0;
      const named = names.flatMap((id, index) => registration(id, ofNames[index]));
      if (!isPinned && named.length > 1) return { because: 'a certificate of several registered names' };
      // What is said of this very certificate goes before what is said of its name, and that before what is said of its subject.
      const [known] = [...itself, ...named, ...registration(subject, ofSubject)];
      if (known === undefined) return { because: 'a certificate that nobody has registered' };
      if (demands.pinned !== undefined && !isPinned) return { because: 'a certificate that is not registered itself' };
      const { id, terms } = known;
      const because = refusalOf(terms, event, nowSeconds());
      if (because !== undefined) return { because };
      const { client, scopes, roles } = terms;
      return {
        way: 'clientCertificate',
        subject: id,
        client,
        scopes,
        roles,
        usageIdentifierKey: await meteringKey(),
        ...(isPinned && { context: { [authorizerContext.pinned]: 'true' } }),
      };
    },
  };
}

const registration = (id: string, terms: CredentialTerms | undefined) => (terms === undefined ? [] : [{ id, terms }]);

function nameIdsOf(certificate: X509Certificate): readonly string[] | undefined {
  try {
    return alternativeNames(certificate).map((name) => alternativeNameId(certificate, name));
  } catch {
    return undefined;
  }
}

/** Under what this very certificate may be registered: by its thumbprint, and by that of its other form. */
function ownIdsOf(certificate: X509Certificate): readonly string[] | undefined {
  try {
    const other = otherCertificateId(certificate);
    return [certificateIds(certificate).certificate, ...(other === undefined ? [] : [other])];
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
