import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** Statuses that have no body (RFC 9110 §15.3.5, §15.4.5). */
const bodyless = new Set([204, 304]);

export function sendAnswer(
  response: ServerResponse,
  { status, headers, body }: Answer,
  { withoutBody, close }: { readonly withoutBody: boolean; readonly close: boolean },
): void {
  const framing = [
    ...(bodyless.has(status) ? [] : ['Content-Length', String(body.length)]),
    ...(close ? ['Connection', 'close'] : []),
  ];
  response.writeHead(status, [...headers.flat(), ...framing]);
  response.end(withoutBody || bodyless.has(status) ? undefined : body);
}
