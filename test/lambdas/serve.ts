import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { AwsError, type AwsJsonService } from '../../lib/local/aws-service.ts';

/** Serves one local AWS service on a free port; signatures and rights are not what these tests are about. */
export async function serve(service: AwsJsonService) {
  const server = createServer((request, response) => {
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': `application/x-amz-json-${service.jsonVersion}` });
      response.end(JSON.stringify(body));
    };
    answer(service, request).then(
      (body) => send(200, body),
      (error: unknown) => {
        if (!(error instanceof AwsError)) return send(500, { __type: 'InternalServerError' });
        send(error.status, { __type: error.code, message: error.message, ...error.fields });
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer({ operations }: AwsJsonService, request: IncomingMessage): Promise<object> {
  const input = JSON.parse(await text(request));
  const name = String(request.headers['x-amz-target']).split('.')[1] ?? '';
  const operation = operations.get(name);
  if (operation === undefined) throw new AwsError('UnknownOperationException', name);
  const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;
  return operation.run(input, { caller, requestId: 'test', nowMillis: Date.now() });
}
