import { type AwsCaller, AwsError, type AwsJsonService, type AwsOperation, type HttpRequest } from '../aws-service.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { AwsEndpointOptions } from './aws-endpoint-options.ts';
import { checkRights } from './check-rights.ts';
import { checkSignature } from './check-signature.ts';

/** What the services of the endpoint and the request must agree on. */
export interface Target {
  readonly service: AwsJsonService;
  readonly operation: AwsOperation;
}

/** @throws AwsError `UnknownOperationException` that names what the local runtime does not do */
export const findTarget = (services: readonly AwsJsonService[], request: HttpRequest): Target => {
  const [target = '', ...more] = request.headers.get('x-amz-target') ?? [];
  const dot = target.lastIndexOf('.');
  const service = services.find(({ targetPrefix }) => targetPrefix === target.slice(0, dot));
  const operation = service?.operations.get(target.slice(dot + 1));
  if (service === undefined || operation === undefined || more.length > 0 || !isPostToRoot(request)) {
    throw new AwsError('UnknownOperationException', `The local runtime does not do ${[target, ...more].join(', ')}`);
  }
  return { service, operation };
};

const isPostToRoot = ({ method, path }: HttpRequest): boolean => method === 'POST' && path === '/';

/**
 * One call in the order of AWS: signature, then the input's form, then the rights that the input asks for, then the work.
 *
 * @throws AwsError from any of them
 */
export const callOperation = async (
  { service, operation }: Target,
  request: HttpRequest,
  requestId: string,
  { environment, iam, identify }: Pick<AwsEndpointOptions, 'environment' | 'iam' | 'identify'>,
): Promise<JsonObject> => {
  const nowMillis = environment.now();
  const admitted = prefixRefusals(service, () => {
    const scope = { region: environment.region, service: service.signingName, nowMillis, identify };
    const caller: AwsCaller =
      operation.authorization === 'unsigned' ? { kind: 'anonymous' } : checkSignature(request, scope);
    const input = parseInput(service, request);
    if (operation.authorization === 'signed') checkRights(caller, operation.rights(input), iam);
    return { caller, input };
  });
  return operation.run(admitted.input, { caller: admitted.caller, requestId, nowMillis });
};

const parseInput = ({ jsonVersion }: AwsJsonService, { headers, body }: HttpRequest): JsonObject => {
  const contentType = `application/x-amz-json-${jsonVersion}`;
  if (headers.get('content-type')?.join() !== contentType) {
    throw new AwsError('SerializationException', `The content type must be ${contentType}`);
  }
  const input = parseJson(body);
  if (!isJsonObject(input)) throw new AwsError('SerializationException', 'The body must be a JSON object');
  return input;
};

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};

/** Spells the refusals of the endpoint itself as the service does. */
const prefixRefusals = <Result>({ errorPrefix = '' }: AwsJsonService, check: () => Result): Result => {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code.includes('#')) throw error;
    throw new AwsError(`${errorPrefix}${error.code}`, error.message, { status: error.status, fields: error.fields });
  }
};
