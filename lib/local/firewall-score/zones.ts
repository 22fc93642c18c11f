import type { InspectedRequest } from '../firewall/index.ts';
import type { ApiRoutes } from './api-routes.ts';

/** A place in a request that a payload is put in. */
export type Zone = 'query' | 'json' | 'header' | 'path';

const REQUEST_ID = '00000000-0000-0000-0000-000000000000';

const request = (changes: Partial<InspectedRequest>): InspectedRequest => ({
  method: 'GET',
  uriPath: '/',
  queryString: '',
  headers: baseHeaders,
  body: Buffer.alloc(0),
  clientIp: '203.0.113.7',
  requestId: REQUEST_ID,
  ...changes,
});

/** What a program sends that means no harm. */
const baseHeaders: readonly (readonly [string, string])[] = [
  ['Host', 'abcdefghij.execute-api.eu-central-1.amazonaws.com'],
  ['User-Agent', 'portcullis-score/1.0'],
  ['Accept', 'application/json'],
];

/** How a request holds the payload in each zone: whole, as one value, among what is harmless. */
export const zones: ReadonlyMap<Zone, (payload: string, routes: ApiRoutes) => InspectedRequest> = new Map([
  ['query', (payload: string, { read }: ApiRoutes) => request({ uriPath: read, queryString: `q=${percent(payload)}` })],
  [
    'json',
    (payload: string, { write }: ApiRoutes) => {
      const body = Buffer.from(JSON.stringify({ text: payload }));
      const headers = [...baseHeaders, ['Content-Type', 'application/json'] as const];
      return request({ method: 'POST', uriPath: write, headers, body });
    },
  ],
  [
    'header',
    (payload: string, { read }: ApiRoutes) =>
      request({ uriPath: read, headers: [...baseHeaders, ['Referer', inHeader(payload)] as const] }),
  ],
  [
    'path',
    (payload: string, { readOne }: ApiRoutes) => request({ uriPath: readOne.replace('{}', () => percent(payload)) }),
  ],
]);

/** Everything but letters, digits and `-._~` is escaped (RFC 3986 §2.3), so that the payload stays one value. */
const percent = (payload: string): string =>
  encodeURIComponent(payload.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** A header holds bytes, none of which ends it. */
const inHeader = (payload: string): string =>
  Buffer.from(payload)
    .toString('latin1')
    .replaceAll(/[\0\r\n]/g, ' ');
