import type { SchemeName } from './access.ts';
import type { Endpoint } from './endpoint.ts';
import { headers } from './names.ts';
import { schemesOf } from './ways-in.ts';

interface Row {
  readonly names: readonly string[];
  readonly when: (endpoint: Endpoint) => boolean;
}

const takes =
  (...kinds: readonly SchemeName[]) =>
  ({ access }: Endpoint): boolean =>
    schemesOf(access).some(({ kind }) => kinds.includes(kind));

const takesProofs = ({ access }: Endpoint): boolean =>
  schemesOf(access).some((scheme) => scheme.kind === 'bearer' && ['dpop', 'any'].includes(scheme.boundTo ?? ''));

/** Whose clients have quotas of their own: an authorizer that lets in programs counts them, and people beside them. */
const isCounted = takes('apiKey', 'basic', 'digest', 'clientCertificate', 'signature');

const signatureHeaders = ['signature', 'signature-input'];

/** What a request says beside its address, method and body. */
const requestRows: readonly Row[] = [
  { names: ['authorization'], when: takes('bearer', 'basic', 'digest') },
  { names: [headers.dpop], when: takesProofs },
  { names: [headers.apiKey], when: takes('apiKey') },
  { names: signatureHeaders, when: takes('signature') },
  {
    names: [headers.contentDigest],
    when: (endpoint) => takes('signature')(endpoint) && endpoint.request.body !== undefined,
  },
  { names: ['content-type'], when: ({ request }) => request.body !== undefined },
  { names: [headers.idempotencyKey], when: ({ idempotency }) => idempotency !== 'none' },
  { names: [headers.ifMatch], when: ({ version }) => version === 'checked' },
  { names: [headers.ifNoneMatch], when: ({ version, method }) => version !== 'none' && method === 'GET' },
];

/** Problems that say when to come back. */
const waits = [429, 503];

/** What an answer says beside its status and body. */
const responseRows: readonly Row[] = [
  { names: [headers.requestId], when: () => true },
  { names: ['www-authenticate'], when: ({ access }) => access.kind !== 'public' },
  { names: [headers.dpopNonce], when: takesProofs },
  { names: ['authentication-info'], when: takes('digest') },
  { names: [headers.rateLimit, headers.rateLimitPolicy], when: isCounted },
  {
    names: [headers.retryAfter],
    when: (endpoint) =>
      isCounted(endpoint) ||
      endpoint.idempotency !== 'none' ||
      Object.values(endpoint.problems).some(({ status }) => waits.includes(status)),
  },
  { names: [headers.etag], when: ({ version }) => version !== 'none' },
  { names: ['location'], when: ({ responses }) => responses[201] !== undefined },
  { names: [headers.contentDigest, ...signatureHeaders], when: ({ signedResponse }) => signedResponse },
];

const namesIn = (rows: readonly Row[], endpoint: Endpoint): readonly string[] =>
  rows.flatMap(({ names, when }) => (when(endpoint) ? names : []));

/** Headers that a page must be allowed to send to an endpoint, in lower case and in order (Fetch standard §4.8). */
export const requestHeadersOf = (endpoint: Endpoint): readonly string[] =>
  [...new Set([...namesIn(requestRows, endpoint), ...endpoint.headerNames])].sort();

/** Headers of its answers that a page cannot read unless it is told that it may, in lower case and in order (§3.3.5). */
export const responseHeadersOf = (endpoint: Endpoint): readonly string[] =>
  [...new Set(namesIn(responseRows, endpoint))].sort();
