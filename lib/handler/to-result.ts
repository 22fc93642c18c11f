import { headers } from '../contract/index.ts';
import type { Call } from './call.ts';
import type { GatewayResult } from './gateway-event.ts';

/** The one place that makes an answer, so that none leaves without the security headers. `null` is an empty body. */
export const toResult = (
  {
    promised,
    requestId,
    rateLimit,
    authenticationInfo,
  }: Pick<Call, 'promised' | 'requestId' | 'rateLimit' | 'authenticationInfo'>,
  status: number,
  own: Readonly<Record<string, string>>,
  body: unknown,
): GatewayResult => ({
  statusCode: status,
  headers: { ...own, ...promised.answerHeaders, ...rateLimit, ...authenticationInfo, [headers.requestId]: requestId },
  body: body === null ? '' : JSON.stringify(body),
});
