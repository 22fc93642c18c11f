import { environment, headers, securityHeaders } from '../contract/index.ts';

/** What a page may read of an answer beside its body: browsers hide every other header from it (Fetch standard §3.3.5). */
const exposed = [
  ...[headers.requestId, headers.etag, headers.retryAfter, headers.rateLimit, headers.rateLimitPolicy],
  'location',
].join(', ');

/** Headers of every answer: the security headers, and where the stack names an origin, that one may read it. */
export const answerHeaders = (): Readonly<Record<string, string>> => ({ ...securityHeaders, ...corsHeaders() });

/** Never the origin that asks: only the one that the stack names (Fetch standard §3.2.3). */
function corsHeaders(): Readonly<Record<string, string>> {
  const origin = process.env[environment.corsOrigin];
  if (origin === undefined) return {};
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': exposed, Vary: 'Origin' };
}
