import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { AwsError, type HttpRequest } from '../../../lib/local/aws-service.ts';
import type { CognitoService } from '../../../lib/local/cognito/index.ts';

/** Serves a user pool to real clients on a port of loopback, without the signature check of the AWS endpoint. */
export async function serve(context: TestContext, cognito: CognitoService): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const request = await readRequest(incoming);
    const { status, headers, body } = await answer(cognito, request);
    outgoing.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  // A TCP server that listens has an address and a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(cognito: CognitoService, request: HttpRequest) {
  const [target] = request.headers.get('x-amz-target') ?? [];
  if (target === undefined) {
    return (await cognito.routes(request)) ?? { status: 404, headers: {}, body: '' };
  }
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  try {
    const operation = cognito.api.operations.get(target.replace(`${cognito.api.targetPrefix}.`, ''));
    if (operation === undefined) throw new AwsError('UnknownOperationException', target);
    const call = { caller: { kind: 'anonymous' }, requestId: 'test', nowMillis: Date.now() } as const;
    return { status: 200, headers, body: JSON.stringify(await operation.run(JSON.parse(String(request.body)), call)) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return {
      status: error.status,
      headers,
      body: JSON.stringify({ __type: error.code, message: error.message }),
    };
  }
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { pathname, search } = new URL(incoming.url ?? '/', 'http://localhost');
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: search.slice(1),
    headers: new Map(Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values ?? []] as const)),
    body: Buffer.concat(chunks),
  };
}
