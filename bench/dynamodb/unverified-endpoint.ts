import type { RequestListener } from 'node:http';
import type { AwsJsonService } from '../../lib/local/aws-service.ts';

const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;

/** The engine as the peers stand here: no signature is verified and no policy asked. Never used but to be measured. */
export const unverifiedEndpoint =
  ({ operations, targetPrefix }: AwsJsonService): RequestListener =>
  (message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', async () => {
      const operation = operations.get(String(message.headers['x-amz-target']).slice(targetPrefix.length + 1));
      const input = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const call = { caller, requestId: '', nowMillis: Date.now() };
      const body = operation?.runToText?.(input, call) ?? JSON.stringify(await operation?.run(input, call));
      response.writeHead(200, { 'content-length': Buffer.byteLength(body) }).end(body);
    });
  };
