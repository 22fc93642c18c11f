import { readCurl } from '../../../lib/local/firewall-explain/requests/read-curl.ts';
import type { SentByCurl } from './ask-curl.ts';

/** What is explained for a line of curl, in the shape of what curl sends. */
export function asSent(args: readonly string[]): SentByCurl {
  const { request } = readCurl(args.map((word) => word.replace(/^URL/, 'http://127.0.0.1:8080')));
  const { method, uriPath, queryString, headers, body } = request;
  const target = queryString === '' ? uriPath : `${uriPath}?${queryString}`;
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${target} HTTP/1.1`, ...lines].join('\r\n').replaceAll('127.0.0.1:8080', 'HOST');
  return { args, head, body: body.toString('latin1') };
}

/** White space around a value means nothing (RFC 9110 §5.5), and neither does the version of curl. */
export const comparable = ({ head, body }: SentByCurl) => ({
  body,
  lines: head
    .split('\r\n')
    .map((line) => line.replace(/^([^: ]+): *(.*?) *$/, '$1: $2').replace(/^User-Agent: curl\/.*/, 'User-Agent: curl')),
});
