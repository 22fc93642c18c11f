import {
  type AwsCall,
  AwsError,
  type AwsJsonService,
  type AwsOperation,
  type AwsService,
  type HttpRequest,
} from '../aws-service.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { parseJson } from './parse-json.ts';
import type { Answer, MatchedCall, Protocol } from './protocol.ts';
import { toJsonErrorAnswer } from './to-json-error-answer.ts';

/** AWS JSON 1.0 and 1.1: `POST /` with `X-Amz-Target`. */
export const jsonProtocol: Protocol = (services, request) => {
  const targets = request.headers.get('x-amz-target');
  if (targets === undefined) return undefined;
  const service = serviceOf(services, prefixOf(targets));
  return {
    find: () => findOperation(service, targets, request),
    spell: (refusal) => withPrefix(service?.errorPrefix ?? '', refusal),
    toErrorAnswer: toJsonErrorAnswer,
  };
};

const serviceOf = (services: readonly AwsService[], prefix: string | undefined): AwsJsonService | undefined => {
  for (const service of services) if ('targetPrefix' in service && service.targetPrefix === prefix) return service;
  return undefined;
};

/** A target that comes twice has no service. */
const prefixOf = (targets: readonly string[]): string | undefined => {
  const [target = ''] = targets;
  return targets.length > 1 ? undefined : target.slice(0, target.lastIndexOf('.'));
};

const findOperation = (
  service: AwsJsonService | undefined,
  targets: readonly string[],
  request: HttpRequest,
): MatchedCall => {
  const target = targets.join(', ');
  const operation = service?.operations.get(target.slice(target.lastIndexOf('.') + 1));
  if (service === undefined || operation === undefined || request.method !== 'POST' || request.path !== '/') {
    throw new AwsError('UnknownOperationException', `The local runtime does not do ${target}`);
  }
  const { signingName, jsonVersion } = service;
  return {
    signingName,
    authorization: operation.authorization,
    read() {
      const contentType = `application/x-amz-json-${jsonVersion}`;
      const input = parseInput(contentType, request);
      return {
        rights: operation.authorization === 'signed' ? operation.rights(input) : [],
        run: (call) => run(operation, input, call, contentType),
      };
    },
  };
};

const run = (
  operation: AwsOperation,
  input: JsonObject,
  call: AwsCall,
  contentType: string,
): Answer | Promise<Answer> => {
  const toAnswer = (body: string): Answer => ({ status: 200, headers: { 'content-type': contentType }, body });
  if (operation.runToText !== undefined) return toAnswer(operation.runToText(input, call));
  const output = operation.run(input, call);
  return output instanceof Promise
    ? output.then((structure) => toAnswer(JSON.stringify(structure)))
    : toAnswer(JSON.stringify(output));
};

const parseInput = (contentType: string, { headers, body }: HttpRequest): JsonObject => {
  const given = headers.get('content-type');
  if (given?.length !== 1 || given[0] !== contentType) {
    throw new AwsError('SerializationException', `The content type must be ${contentType}`);
  }
  const input = parseJson(body);
  if (!isJsonObject(input)) throw new AwsError('SerializationException', 'The body must be a JSON object');
  return input;
};

const withPrefix = (prefix: string, error: AwsError): AwsError =>
  error.code.includes('#')
    ? error
    : new AwsError(`${prefix}${error.code}`, error.message, { status: error.status, fields: error.fields });
