import type { Header } from '../answer.ts';

/**
 * Headers of an integration that API Gateway sends on as `x-amzn-Remapped-<name>`. A handler can therefore never issue
 * a challenge: that takes a gateway response.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const remapped = new Map(
  [
    'Authorization',
    'Connection',
    'Content-Length',
    'Content-MD5',
    'Date',
    'Expect',
    'Host',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Server',
    'Trailer',
    'Upgrade',
    'User-Agent',
    'WWW-Authenticate',
  ].map((name) => [name.toLowerCase(), `x-amzn-Remapped-${name}`]),
);

const dropped = new Set(['transfer-encoding', 'te', 'keep-alive']);

export const remapHeaders = (headers: readonly Header[]): readonly Header[] =>
  headers
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .map(([name, value]) => [remapped.get(name.toLowerCase()) ?? name, value] as const);
