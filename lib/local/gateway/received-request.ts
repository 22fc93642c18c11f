import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Header } from './answer.ts';
import { type ClientCertificate, toClientCertificate } from './domains/client-certificate.ts';
import type { MatchedDomain } from './domains/custom-domain.ts';

/** API Gateway's limit on a payload: 10 MB. */
const payloadLimitBytes = 10 * 1024 * 1024;

/** A request as it came in: nothing decoded, nothing normalised. */
export interface ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  /** In order of arrival, names as the client wrote them. */
  readonly headers: readonly Header[];
  /** Undefined when it was longer than {@link payloadLimitBytes}. */
  readonly body: Buffer | undefined;
  /** Of the socket, never of a header. */
  readonly clientIp: string;
  readonly port: number;
  /** `HTTP/1.1` */
  readonly protocol: string;
  readonly tls: { readonly version: string; readonly cipher: string } | undefined;
  /** Name that the client asked for in the TLS handshake (SNI). @default none */
  readonly serverName?: string | undefined;
  /** Whose chain the listener has checked. @default none was asked for */
  readonly clientCertificate?: ClientCertificate | undefined;
  /** @default the API's own endpoint */
  readonly domain?: MatchedDomain;
}

/** Reads a request to its end; of a body that is too long nothing is kept. */
export async function readRequest(message: IncomingMessage): Promise<ReceivedRequest> {
  const [path, query] = splitTarget(message.url ?? '/');
  const { socket } = message;
  return {
    method: message.method ?? 'GET',
    path,
    query,
    headers: pairsOf(message.rawHeaders),
    body: await readBody(message),
    clientIp: (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, ''),
    port: socket.localPort ?? 443,
    protocol: `HTTP/${message.httpVersion}`,
    ...(socket instanceof TLSSocket ? connectionFacts(socket) : { tls: undefined }),
  };
}

/** A certificate that was shown and not checked says nothing. */
const connectionFacts = (
  socket: TLSSocket,
): Required<Pick<ReceivedRequest, 'tls' | 'serverName' | 'clientCertificate'>> => {
  const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined;
  return {
    tls: { version: socket.getProtocol() ?? '-', cipher: socket.getCipher().standardName },
    serverName: serverNameOf(socket),
    clientCertificate: certificate && toClientCertificate(certificate),
  };
};

/** Node's own types leave out that a server's socket has it: `false` where the client named nothing. */
const serverNameOf = (socket: TLSSocket & { readonly servername?: unknown }): string | undefined =>
  typeof socket.servername === 'string' ? socket.servername.toLowerCase() : undefined;

/** The values of a header, whatever the case of its name. */
export const valuesOf = (headers: readonly Header[], name: string): readonly string[] =>
  headers.filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

function splitTarget(target: string): [path: string, query: string] {
  // A target in absolute form (RFC 9112 §3.2.2) names the origin before the path.
  const relative = target.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = relative.indexOf('?');
  return mark < 0 ? [relative || '/', ''] : [relative.slice(0, mark) || '/', relative.slice(mark + 1)];
}

const pairsOf = (rawHeaders: readonly string[]): Header[] =>
  rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []));

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // An IncomingMessage without an encoding yields Buffers.
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // What does not fit is read away, so that the client hears the refusal instead of a broken connection.
    if (bytes <= payloadLimitBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > 4 * payloadLimitBytes) break;
  }
  return bytes <= payloadLimitBytes ? Buffer.concat(chunks) : undefined;
}
