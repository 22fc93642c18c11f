import { inRoom, type Layer } from '../mutation.ts';

const inHandler = inRoom('handler');
const inConstructs = inRoom('constructs');
const inLocal = inRoom('local');

const scheme = 'client-certificate/client-certificate-scheme.ts';
const seenByScheme = 'client-certificate/client-certificate-scheme';

/** Client certificates: who is let in by one, deployed and local alike. */
export const clientCertificates: Layer = {
  name: 'client certificates',
  mutations: [
    inHandler(
      'a certificate that has ended opens nothing, however old its connection',
      scheme,
      '!(validFromDate.getTime() <= nowMillis && nowMillis <= validToDate.getTime())',
      '!(validFromDate.getTime() <= nowMillis)',
      seenByScheme,
    ),
    inHandler(
      'a certificate for servers is no client',
      scheme,
      '!(keyUsage ?? []).includes(clientAuth)',
      '(keyUsage ?? [clientAuth]).length === 0',
      seenByScheme,
    ),
    inHandler(
      'a certificate is refused by its serial number, however it is registered',
      scheme,
      'if (revoked !== undefined)',
      "if (revoked?.status === 'active')",
      seenByScheme,
    ),
    inHandler(
      'what is said of a certificate goes before what is said of its names and its subject',
      scheme,
      '[...itself, ...named,',
      "[...itself.filter(({ terms }) => terms.status === 'active'), ...named,",
      seenByScheme,
    ),
    inHandler(
      'what forbids the use of a certificate is not passed over because nobody knows it',
      'client-certificate/certificate-extensions.ts',
      'isCritical && !known.has',
      'false && isCritical && !known.has',
      seenByScheme,
    ),
    inHandler(
      'a certificate is the same however its holder writes its signature',
      scheme,
      '...(other === undefined ? [] : [other])',
      '...(other === undefined ? [] : [])',
      'client-certificate/other-signature',
    ),
    inHandler(
      'a certificate that is registered in both forms opens nothing',
      scheme,
      'if (itself.length > 1)',
      'if (itself.length > 2)',
      'client-certificate/other-signature',
    ),
    inHandler(
      'no header stands in for a certificate',
      scheme,
      'isPresented: ({ event }) => (event.requestContext.identity.clientCert ?? undefined) !== undefined,',
      "isPresented: (request) => request.headers('client-cert').length > 0,",
      seenByScheme,
    ),
    inHandler(
      'the subject of one issuer is not that of another',
      'client-certificate/certificate-ids.ts',
      'Buffer.concat([issuer.whole, subject.whole])',
      'subject.whole',
      seenByScheme,
    ),
    inConstructs(
      'a trust store holds nobody who may not certify others',
      'mutual-tls-trust-store.ts',
      '!certificates.every(({ ca }) => ca)',
      'certificates.every(({ ca }) => !ca)',
      'mutual-tls-domain',
    ),
    inConstructs(
      'a private key in a trust store never reaches the bucket',
      'mutual-tls-trust-store.ts',
      "broken: ({ rest }) => rest !== ''",
      "broken: ({ rest }) => rest === '?'",
      'mutual-tls-domain',
    ),
    inConstructs(
      'who runs authorities beside one that may name another like them is told so',
      'mutual-tls-namesakes.ts',
      'if (chains.length < 2)',
      'if (chains.length < 99)',
      'mutual-tls-domain',
    ),
    inConstructs(
      'who trusts two authorities of one name is told so',
      'mutual-tls-namesakes.ts',
      '.size > 1 ? ofName',
      '.size > 9 ? ofName',
      'mutual-tls-domain',
    ),
    inConstructs(
      'a domain of partners asks for certificates',
      'mutual-tls-domain.ts',
      '      mtls: { bucket: trustStore.bucket, key: trustStore.s3ObjectKey },\n',
      '',
      'mutual-tls-domain',
    ),
    inLocal(
      'a client without a certificate of the trust store gets no connection',
      'runtime/serve-domains.ts',
      'rejectUnauthorized: true',
      'rejectUnauthorized: false',
      'runtime/serve-domains',
    ),
    inLocal(
      'a certificate that nobody has checked is not told of',
      'gateway/received-request.ts',
      'const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined;',
      'const certificate = socket.getPeerX509Certificate();',
      'gateway/received-request',
    ),
    inLocal(
      'the certificate for one domain opens no other',
      'gateway/domains/match-domain.ts',
      'request.serverName !== undefined && request.serverName !== host',
      'request.serverName !== undefined && request.serverName === undefined',
      'gateway/domains',
    ),
  ],
};
