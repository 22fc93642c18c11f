import type { IncomingMessage } from 'node:http';
import { AwsError, type HttpRequest } from '../aws-service.ts';

/** DynamoDB takes 16 MB a request, the other services less. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** @throws AwsError `RequestEntityTooLargeException` as soon as the body is too large, said or sent */
export const readRequest = async (message: IncomingMessage): Promise<HttpRequest> => {
  const target = message.url ?? '/';
  const queryAt = target.indexOf('?');
  return {
    method: message.method ?? '',
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    query: queryAt < 0 ? '' : target.slice(queryAt + 1),
    headers: toHeaders(message.rawHeaders),
    body: await readBody(message),
  };
};

/** Names in lower case, every value in order of arrival; Node gives both in one list. */
const toHeaders = (raw: readonly string[]): HttpRequest['headers'] => {
  const headers = new Map<string, string[]>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name, value] = [String(raw[at]).toLowerCase(), String(raw[at + 1])];
    const values = headers.get(name);
    if (values === undefined) headers.set(name, [value]);
    else values.push(value);
  }
  return headers;
};

/** By its events: an iterator over a message costs more than the rest of the endpoint does. */
const readBody = (message: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    if (!(Number(message.headers['content-length'] ?? 0) <= BODY_LIMIT_BYTES)) {
      reject(tooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const incomplete = () => reject(new AwsError('IncompleteBody', 'The request ended before its body did'));
    // An IncomingMessage without an encoding yields Buffers.
    message.on('data', (bytes: Buffer) => {
      length += bytes.length;
      if (length <= BODY_LIMIT_BYTES) {
        chunks.push(bytes);
        return;
      }
      message.pause();
      reject(tooLarge());
    });
    message.on('end', () => {
      const [only] = chunks;
      if (!message.complete) incomplete();
      else resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, length));
    });
    message.on('error', incomplete);
    message.on('aborted', incomplete);
  });

const tooLarge = (): AwsError =>
  new AwsError('RequestEntityTooLargeException', `The body is larger than ${BODY_LIMIT_BYTES} bytes`, { status: 413 });
