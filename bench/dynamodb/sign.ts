import { createHash, createHmac } from 'node:crypto';
import { credentials } from './credentials.ts';

/**
 * A whole HTTP/1.1 request to DynamoDB with a Signature Version 4, as bytes. Requests are made before the clock starts, so
 * that the client costs next to nothing.
 */
export const signedRequest = (host: string, operation: string, body: string, nowMillis: number): Buffer => {
  const timestamp = new Date(nowMillis).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const date = timestamp.slice(0, 8);
  const headers: readonly (readonly [string, string])[] = [
    ['content-type', 'application/x-amz-json-1.0'],
    ['host', host],
    ['x-amz-date', timestamp],
    ['x-amz-security-token', credentials.sessionToken],
    ['x-amz-target', `DynamoDB_20120810.${operation}`],
  ];
  const names = headers.map(([name]) => name).join(';');
  const lines = headers.map(([name, value]) => `${name}:${value}\n`).join('');
  const scope = `${date}/${credentials.region}/dynamodb/aws4_request`;
  const canonical = ['POST', '/', '', lines, names, sha256(body)].join('\n');
  const key = [date, credentials.region, 'dynamodb', 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(key, ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n')).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return Buffer.from(
    `POST / HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}` +
      `authorization: ${authorization}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
