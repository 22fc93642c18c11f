import { request } from 'node:https';

/** An API, and who calls it. */
export interface ApiAccess {
  /** May have a path, that of the stage: `https://abc.execute-api.eu-central-1.amazonaws.com/live`. */
  readonly url: URL;
  /** PEM of the authority to trust. @default Node's own */
  readonly ca?: string;
  /** Access token. */
  readonly token: string;
}

export interface ApiAnswer {
  readonly status: number;
  /** A header that came once. */
  header(name: string): string | undefined;
  /** Undefined for what is no JSON. */
  readonly json: unknown;
}

/** Longer than API Gateway gives an endpoint. */
const longestWaitMillis = 35_000;

/**
 * Where an API is, as somebody typed it.
 *
 * @throws Error for an address where a token would be sent in the clear, or that holds more than an address
 */
export function apiUrlOf(text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:') throw new Error('--url is no address that begins with https://');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new Error('--url is the address of an API alone: no user, no query, no fragment');
  }
  return url;
}

/**
 * One request with the token. Redirects are not followed: the token is for this API.
 *
 * @throws Error when there was no whole answer
 */
export function callApi(
  { url, ca, token }: ApiAccess,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<ApiAnswer> {
  const bytes = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    accept: 'application/json, application/problem+json',
    authorization: `Bearer ${token}`,
    'user-agent': 'portcullis-keys',
    ...(bytes !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) }),
  };
  const target = new URL(`${url.origin}${url.pathname.replace(/\/$/, '')}${path}`);
  const signal = AbortSignal.timeout(longestWaitMillis);
  return new Promise((resolve, reject) => {
    const outgoing = request(target, { method, headers, signal, ...(ca !== undefined && { ca }) }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({
          status: incoming.statusCode ?? 0,
          header: (name) => incoming.headersDistinct[name]?.[0],
          json: parsed(Buffer.concat(chunks).toString('utf8')),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
