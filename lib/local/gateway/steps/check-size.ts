import type { Exchange } from '../exchange.ts';
import { Refusal } from '../refusal.ts';

/** API Gateway's limit on the request line and all headers together. */
const headLimitBytes = 10_240;

/** Refuses a payload above 10 MB, which was not kept, and a head above 10,240 bytes. */
export function checkSize({ request }: Exchange): void {
  const lines = [
    `${request.method} ${request.path}?${request.query}`,
    ...request.headers.map((pair) => pair.join(': ')),
  ];
  const headBytes = Buffer.byteLength(lines.join('\r\n'));
  if (request.body === undefined || !(headBytes <= headLimitBytes)) throw new Refusal('REQUEST_TOO_LARGE');
}
