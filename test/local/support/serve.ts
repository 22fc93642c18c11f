import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AwsJsonService } from '../../../lib/local/aws-service.ts';
import { AwsError } from '../../../lib/local/aws-service.ts';

/** Serves one AWS JSON service over plain HTTP on a free port, without checking signatures. */
export const serve = async (service: AwsJsonService, now: () => number = Date.now) => {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': `application/x-amz-json-${service.jsonVersion}` });
      response.end(JSON.stringify(body));
    };
    try {
      const name = String(request.headers['x-amz-target']).slice(service.targetPrefix.length + 1);
      const operation = service.operations.get(name);
      if (operation === undefined) throw new AwsError('UnknownOperationException', `${name} is not done here`);
      const input = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;
      send(200, await operation.run(input, { caller, requestId: 'test', nowMillis: now() }));
    } catch (error) {
      if (!(error instanceof AwsError)) console.error(error);
      if (error instanceof AwsError)
        send(error.status, { __type: error.code, message: error.message, ...error.fields });
      else send(500, { __type: 'InternalServerError', message: 'see the log' });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
