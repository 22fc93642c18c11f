import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { AwsError, type HttpRequest, type HttpResponse, type HttpRoutes } from '../aws-service.ts';
import type { AwsEndpointOptions } from './aws-endpoint-options.ts';
import { callOperation, findTarget } from './call-operation.ts';
import { readRequest } from './read-request.ts';

/**
 * One HTTP endpoint for all services, as `AWS_ENDPOINT_URL` wants it: `X-Amz-Target` tells the JSON APIs apart, every
 * other request goes to the routes. Give it to an HTTPS server.
 */
export const createAwsEndpoint = (options: AwsEndpointOptions): RequestListener => {
  const answer = async (request: HttpRequest, requestId: string): Promise<HttpResponse> => {
    if (!request.headers.has('x-amz-target')) return answerRoute(options.routes, request);
    const target = findTarget(options.services, request);
    const output = await callOperation(target, request, requestId, options);
    const contentType = `application/x-amz-json-${target.service.jsonVersion}`;
    return { status: 200, headers: { 'content-type': contentType }, body: JSON.stringify(output) };
  };

  return (message, response) => {
    const requestId = randomUUID();
    readRequest(message)
      .then((request) => answer(request, requestId))
      .catch((error: unknown) => toErrorResponse(error, options.report))
      .then(({ status, headers, body }) => {
        const entity = Buffer.from(body);
        // What was not read of a body is not read as the next request.
        const connection = message.complete ? {} : { connection: 'close' };
        response.writeHead(status, {
          ...headers,
          ...connection,
          'x-amzn-requestid': requestId,
          'content-length': entity.length,
        });
        response.end(entity);
      })
      .catch(options.report);
  };
};

const answerRoute = async (routes: readonly HttpRoutes[], request: HttpRequest): Promise<HttpResponse> => {
  for (const route of routes) {
    const response = await route(request);
    if (response !== undefined) return response;
  }
  throw new AwsError('UnknownOperationException', 'The local runtime answers nothing here', { status: 404 });
};

/** What is no `AwsError` is a 500 that says nothing. */
const toErrorResponse = (error: unknown, report: (error: unknown) => void): HttpResponse => {
  const known = error instanceof AwsError;
  if (!known) report(error);
  const { code, message, status, fields } = known
    ? error
    : new AwsError('InternalFailure', 'The request could not be processed.', { status: 500 });
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': code.slice(code.lastIndexOf('#') + 1),
    },
    body: JSON.stringify({ ...fields, __type: code, message }),
  };
};
