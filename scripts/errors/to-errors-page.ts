import type { CatalogueEntry } from '../../lib/contract/index.ts';

/** docs/errors.md: every problem code, from the table that the gateway and the handlers read. */
export function toErrorsPage(catalogue: readonly CatalogueEntry[]): string {
  const rows = catalogue.map(
    ({ status, code, title, routes }) => `| ${status} | \`${code}\` | ${title} | ${where(routes)} |`,
  );
  return `# Errors

Every error is a problem document (RFC 9457), \`application/problem+json\`:

\`\`\`json
{
  "type": "urn:portcullis:problem:invalid-request",
  "title": "The request does not keep the contract",
  "status": 400,
  "code": "invalid-request",
  "requestId": "0b0c3c5e-5a52-4a2b-9a52-2f6f3d1f2b11",
  "errors": [{ "pointer": "/body/amount", "detail": "must be a whole number, at least 1 and at most 1000000000" }]
}
\`\`\`

Switch on \`code\`; it is stable. \`errors\` points at every fault of the input (RFC 6901, from \`/path\`, \`/query\`, \`/headers\`
or \`/body\`; the empty pointer is the request as a whole) and never repeats a value. \`requestId\` finds the request in the logs.

| status | code | meaning | answered by |
| --- | --- | --- | --- |
${rows.join('\n')}

## Where AWS cannot answer so

| what | the answer | why |
| --- | --- | --- |
| the firewall's own 413 (body over the largest limit) and 429 (rate of an address) | the problem document as \`application/json\` | a custom response of AWS WAF knows no other media type |
| what breaks HTTP itself (RFC 9112): two lengths, a length beside a transfer coding, two hosts, an unknown method or expectation | 400, 413 or 417 without a body, the connection is closed | there is no request that a stage could answer |
| a request line and headers of more than 10,240 bytes | 431 or 400 without a body, the connection is closed | it is refused before there is a request |
| a TLS handshake that fails, or plain HTTP | the connection is closed | there is no HTTP to answer with |
| a missing required parameter, a body refused by the gateway | \`missing-parameter\` names it without a pointer; \`invalid-body\` says no more | gateway responses have no list of faults |
| \`WWW-Authenticate\` | names the Bearer scheme, also where an API key is missing | gateway responses are static |

This page is written by \`npm run errors\`, and a test keeps it true.
`;
}

const where = (routes: readonly string[]): string => {
  if (routes.length === 0) return 'the gateway';
  return routes.length > 3 ? `${routes.length} endpoints` : routes.map((route) => `\`${route}\``).join(', ');
};
