import { environment, headers, securityHeaders } from '../contract/index.ts';
import type { GatewayResult } from './gateway-event.ts';

/** The one place that makes an answer, so that none leaves without the security headers. `null` is an empty body. */
export const toResult = (
  requestId: string,
  status: number,
  own: Readonly<Record<string, string>>,
  body: unknown,
): GatewayResult => ({
  statusCode: status,
  headers: { ...own, ...securityHeaders, ...corsHeaders(), [headers.requestId]: requestId },
  body: body === null ? '' : JSON.stringify(body),
});

/** Never the origin that asks: only the one that the stack names (Fetch standard §3.2.3). */
function corsHeaders(): Readonly<Record<string, string>> {
  const origin = process.env[environment.corsOrigin];
  return origin === undefined ? {} : { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
}
