import {
  AwsError,
  type AwsRestResponse,
  type AwsRestService,
  type AwsService,
  type HttpRequest,
} from '../aws-service.ts';
import { matchRoute } from './match-route.ts';
import { isAwsAuthorization, parseAuthorization } from './parse-authorization.ts';
import { parseQuery } from './parse-query.ts';
import type { Answer, MatchedCall, Protocol } from './protocol.ts';
import { toJsonErrorAnswer } from './to-json-error-answer.ts';

/** AWS REST-JSON: whatever else is signed belongs to the service of its credential scope, by method and path. */
export const restProtocol: Protocol = (services, request) => {
  const header = request.headers.get('authorization')?.join();
  if (!isAwsAuthorization(header)) return undefined;
  return {
    find() {
      const { service: signingName } = parseAuthorization(header);
      const service = services.filter(isRestService).find((each) => each.signingName === signingName);
      return findOperation(service, signingName, request);
    },
    spell: (refusal) =>
      forbidden.has(refusal.code) ? new AwsError(refusal.code, refusal.message, { status: 403 }) : refusal,
    toErrorAnswer: toJsonErrorAnswer,
  };
};

/** The refusals of the endpoint that REST APIs answer with 403. */
const forbidden: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
]);

const isRestService = (service: AwsService): service is AwsRestService => Array.isArray(service.operations);

const findOperation = (service: AwsRestService | undefined, signingName: string, request: HttpRequest): MatchedCall => {
  const matched = service && matchRoute(service.operations, request);
  if (matched === undefined) {
    const what = `${signingName} ${request.method} ${request.path}`;
    throw new AwsError('UnknownOperationException', `The local runtime does not do ${what}`, { status: 404 });
  }
  const { operation, labels } = matched;
  return {
    signingName,
    authorization: 'signed',
    read() {
      const input = {
        labels,
        query: new URLSearchParams(parseQuery(request.query)),
        headers: request.headers,
        body: request.body,
      };
      return { rights: operation.rights(input), run: async (call) => toAnswer(await operation.run(input, call)) };
    },
  };
};

const toAnswer = ({ status, headers = {}, body }: AwsRestResponse): Answer => {
  if (body === undefined) return { status, headers, body: '' };
  if (Buffer.isBuffer(body)) return { status, headers, body };
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
};
