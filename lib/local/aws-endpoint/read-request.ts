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
    headers: new Map(Object.entries(message.headersDistinct).map(([name, values]) => [name, values ?? []])),
    body: await readBody(message),
  };
};

const readBody = async (message: IncomingMessage): Promise<Buffer> => {
  if (!(Number(message.headers['content-length'] ?? 0) <= BODY_LIMIT_BYTES)) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of message.iterator({ destroyOnReturn: false })) {
      // An IncomingMessage without an encoding yields Buffers.
      const bytes = chunk as Buffer;
      length += bytes.length;
      if (!(length <= BODY_LIMIT_BYTES)) throw tooLarge();
      chunks.push(bytes);
    }
  } catch (error) {
    throw error instanceof AwsError ? error : new AwsError('IncompleteBody', 'The request ended before its body did');
  }
  return Buffer.concat(chunks);
};

const tooLarge = (): AwsError =>
  new AwsError('RequestEntityTooLargeException', `The body is larger than ${BODY_LIMIT_BYTES} bytes`, { status: 413 });
