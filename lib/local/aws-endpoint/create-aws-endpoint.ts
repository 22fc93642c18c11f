import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { AwsError, type HttpRequest, type HttpRoutes } from '../aws-service.ts';
import type { AwsEndpointOptions } from './aws-endpoint-options.ts';
import { callOperation } from './call-operation.ts';
import { endOfTurn } from './end-of-turn.ts';
import { jsonProtocol } from './json-protocol.ts';
import type { Answer, Claim, Protocol } from './protocol.ts';
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
  const answer = async (message: IncomingMessage, requestId: string): Promise<Answer> => {
    let claim: Claim | undefined;
    try {
      const request = await readRequest(message);
      claim = claimOf(options.services, request);
      if (claim === undefined) return await answerRoute(options.routes, request);
      const answered = callOperation(claim, request, requestId, options);
      // What waited for the disk, or for a function, leaves at once.
      if (answered instanceof Promise) return await answered;
      await endOfTurn();
      return answered;
    } catch (error) {
      const refusal = toAwsError(error, options.report);
      return claim === undefined ? toJsonErrorAnswer(refusal) : claim.toErrorAnswer(refusal, requestId);
    }
  };

  return (message, response) => {
    const requestId = randomUUID();
    answer(message, requestId)
      .then((ready) => send(ready, requestId, message, response))
      // An answer that HTTP does not let out, for one: whoever waits for it is told.
      .catch((error: unknown) => {
        send(toJsonErrorAnswer(toAwsError(error, options.report)), requestId, message, response);
      })
      .catch(() => response.destroy());
  };
};

const claimOf = (services: AwsEndpointOptions['services'], request: HttpRequest): Claim | undefined => {
  for (const protocol of protocols) {
    const claim = protocol(services, request);
    if (claim !== undefined) return claim;
  }
  return undefined;
};

const send = (
  { status, headers, body }: Answer,
  requestId: string,
  message: IncomingMessage,
  response: ServerResponse,
): void => {
  const lines = ['x-amzn-requestid', requestId, 'content-length', String(Buffer.byteLength(body))];
  for (const [name, value] of Object.entries(headers)) lines.push(name, value);
  // What was not read of a body is not read as the next request.
  if (!message.complete) lines.push('connection', 'close');
  // A text leaves together with its head, in one packet.
  response.writeHead(status, lines).end(body);
};

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
