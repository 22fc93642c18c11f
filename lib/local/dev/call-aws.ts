import { request } from 'node:https';
import { signatureOf } from '../aws-endpoint/index.ts';
import type { JsonObject } from '../json.ts';

/** Where an AWS JSON API is, and who asks. */
export interface AwsAccess {
  /** `https://dynamodb.eu-central-1.amazonaws.com` */
  readonly endpoint: string;
  readonly region: string;
  /** PEM of the authority to trust. @default Node's own */
  readonly ca?: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of the credentials of a role. @default none */
  readonly sessionToken?: string;
}

const SIGNED = ['content-type', 'host', 'x-amz-date', 'x-amz-target'];

/**
 * One request to DynamoDB, signed as AWS wants it (Signature Version 4): the command line carries no AWS SDK.
 *
 * @throws Error with what the service answered when that is no 200
 */
export function callDynamoDb(
  access: AwsAccess,
  operation: string,
  input: JsonObject,
  nowMillis: number,
): Promise<void> {
  const { endpoint, region, ca, accessKeyId, secretAccessKey, sessionToken } = access;
  const url = new URL(endpoint);
  const body = Buffer.from(JSON.stringify(input));
  const timestamp = new Date(nowMillis).toISOString().replace(/[-:]|\.\d+/g, '');
  const headers: Readonly<Record<string, string>> = {
    'content-type': 'application/x-amz-json-1.0',
    host: url.host,
    'x-amz-date': timestamp,
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const scope = { date: timestamp.slice(0, 8), region, service: 'dynamodb' };
  const signedHeaders = [...SIGNED, ...(sessionToken === undefined ? [] : ['x-amz-security-token'])].sort();
  const signed = new Map(Object.entries(headers).map(([name, value]) => [name, [value]]));
  const signature = signatureOf(
    { method: 'POST', path: '/', query: '', headers: signed, body, timestamp },
    { ...scope, signedHeaders },
    secretAccessKey,
  );
  const credential = `${accessKeyId}/${scope.date}/${region}/${scope.service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: 'POST', headers: { ...headers, authorization }, ...(ca !== undefined && { ca }) },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          if (incoming.statusCode === 200) resolve();
          else reject(new Error(`DynamoDB answered ${incoming.statusCode}: ${Buffer.concat(chunks)}`));
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
