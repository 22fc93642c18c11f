import type { KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** The parsed body; undefined when it is empty or no JSON. */
  readonly json: unknown;
}

export interface HttpCall {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A string or bytes as they are; anything else as JSON with its content type. */
  readonly body?: unknown;
}

export interface HttpsClient {
  /** Sends the path exactly as given: nothing is normalised or encoded. */
  call(path: string, call?: HttpCall): Promise<HttpAnswer>;
  close(): void;
}

/** A certificate and its key, which a client shows. */
interface ClientCredential {
  readonly certificate: X509Certificate;
  readonly privateKey: KeyObject;
}

/**
 * Talks to one server, trusting the given certificate authority only.
 *
 * @param shown @default none: the client has no certificate
 */
export function httpsClient(baseUrl: string, caFile: string, shown?: ClientCredential): HttpsClient {
  const { hostname, port } = new URL(baseUrl);
  const credential = shown && {
    cert: shown.certificate.toString(),
    key: shown.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
  const agent = new Agent({ ca: readFileSync(caFile), keepAlive: true, ...credential });
  return {
    call: (path, { method = 'GET', headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const isRaw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
        const bytes = isRaw ? (body ?? '') : JSON.stringify(body);
        const outgoing = request(
          {
            hostname,
            port,
            path,
            method,
            agent,
            headers: {
              'user-agent': 'portcullis-tests',
              ...(isRaw ? {} : { 'content-type': 'application/json' }),
              ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(bytes)) }),
              ...headers,
            },
          },
          (incoming) => {
            const chunks: Buffer[] = [];
            incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
            incoming.on('error', reject);
            incoming.on('end', () => {
              const text = Buffer.concat(chunks).toString('utf8');
              resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parsed(text) });
            });
          },
        );
        outgoing.on('error', reject);
        outgoing.end(bytes);
      }),
    close: () => agent.destroy(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
