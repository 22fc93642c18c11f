import { headers, securityHeaders } from '../contract/index.ts';
import type { GatewayResult } from './gateway-event.ts';

/** The one place that makes an answer, so that none leaves without the security headers. `null` is an empty body. */
export const toResult = (
  requestId: string,
  status: number,
  own: Readonly<Record<string, string>>,
  body: unknown,
): GatewayResult => ({
  statusCode: status,
  headers: { ...own, ...securityHeaders, [headers.requestId]: requestId },
  body: body === null ? '' : JSON.stringify(body),
});
