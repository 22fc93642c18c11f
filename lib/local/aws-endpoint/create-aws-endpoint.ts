import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { AwsError, type HttpRequest, type HttpRoutes } from '../aws-service.ts';
import type { AwsEndpointOptions } from './aws-endpoint-options.ts';
import { callOperation } from './call-operation.ts';
import { jsonProtocol } from './json-protocol.ts';
import type { Answer, Protocol } from './protocol.ts';
import { queryProtocol } from './query-protocol.ts';
import { readRequest } from './read-request.ts';
import { restProtocol } from './rest-protocol.ts';
import { toJsonErrorAnswer } from './to-json-error-answer.ts';

/** Asked in this order; a request that none of them takes goes to the routes. */
const protocols: readonly Protocol[] = [jsonProtocol, queryProtocol, restProtocol];

/**
 * One HTTP endpoint for all services, as `AWS_ENDPOINT_URL` wants it: `X-Amz-Target`, the form or the service that a
 * request is signed for tells the APIs apart; every other request goes to the routes. Give it to an HTTPS server.
 */
export const createAwsEndpoint = (options: AwsEndpointOptions): RequestListener => {
  const answer = async (request: HttpRequest, requestId: string): Promise<Answer> => {
    for (const protocol of protocols) {
      const claim = protocol(options.services, request);
      if (claim === undefined) continue;
      return callOperation(claim, request, requestId, options).catch((error: unknown) =>
        claim.toErrorAnswer(toAwsError(error, options.report), requestId),
      );
    }
    return answerRoute(options.routes, request);
  };

  return (message, response) => {
    const requestId = randomUUID();
    readRequest(message)
      .then((request) => answer(request, requestId))
      .catch((error: unknown) => toJsonErrorAnswer(toAwsError(error, options.report)))
      .then(withThoseOfThisTurn)
      .then(({ status, headers, body }) => {
        // What was not read of a body is not read as the next request.
        const connection = message.complete ? {} : { connection: 'close' };
        response.writeHead(status, {
          ...headers,
          ...connection,
          'x-amzn-requestid': requestId,
          'content-length': Buffer.byteLength(body),
        });
        // A text leaves together with its head, in one packet.
        response.end(body);
      })
      .catch(options.report);
  };
};

/** Requests that arrive together are answered together: a client that is woken for each costs more than the answer does. */
const withThoseOfThisTurn = (answer: Answer): Promise<Answer> =>
  new Promise((resolve) => setImmediate(() => resolve(answer)));

const answerRoute = async (routes: readonly HttpRoutes[], request: HttpRequest): Promise<Answer> => {
  for (const route of routes) {
    const response = await route(request);
    if (response !== undefined) return response;
  }
  throw new AwsError('UnknownOperationException', 'The local runtime answers nothing here', { status: 404 });
};

/** What is no `AwsError` is a 500 that says nothing. */
const toAwsError = (error: unknown, report: (error: unknown) => void): AwsError => {
  if (error instanceof AwsError) return error;
  report(error);
  return new AwsError('InternalFailure', 'The request could not be processed.', { status: 500 });
};
