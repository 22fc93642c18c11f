import type { Header } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { valuesOf } from '../received-request.ts';

/** Headers that belong to the connection and never reach a function. */
const dropped = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Headers that the gateway writes itself, whatever the client sent. */
const ownHeaders = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);

/** The three names that arrive in one spelling however the client wrote them. */
const spelled = new Map(['Authorization', 'Host', 'User-Agent'].map((name) => [name.toLowerCase(), name]));

/** What a function sees as the headers of the request; names keep the client's case. */
export function toIntegrationHeaders({ request, traceId, insertedHeaders }: Exchange): readonly Header[] {
  const inserted = new Set(insertedHeaders.map(([name]) => name.toLowerCase()));
  const isOfTheClient = (name: string) => !dropped.has(name) && !ownHeaders.has(name) && !inserted.has(name);
  const forwardedFor = [...valuesOf(request.headers, 'x-forwarded-for'), request.clientIp].join(', ');
  return [
    ...request.headers
      .filter(([name]) => isOfTheClient(name.toLowerCase()))
      .map(([name, value]) => [spelled.get(name.toLowerCase()) ?? name, value] as const),
    ...insertedHeaders,
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', forwardedFor],
    ['X-Forwarded-Port', String(request.port)],
    ['X-Forwarded-Proto', 'https'],
  ];
}
