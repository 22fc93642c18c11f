import { AwsError, type AwsRestOperation, type AwsRestRequest, type AwsRestResponse } from '../../aws-service.ts';
import type { Json } from '../../json.ts';
import type { FunctionUnit } from '../function-unit.ts';
import type { InvocationResult } from '../lambda-service.ts';
import { newTraceId } from '../new-trace-id.ts';
import { toErrorPayload } from '../to-error-payload.ts';
import { functionAt, parseFunctionReference } from './function-reference.ts';
import type { LambdaRoom } from './lambda-room.ts';

const REQUEST_LIMIT_BYTES = 6_291_456;
const EXECUTED_VERSION = { 'x-amz-executed-version': '$LATEST' };

interface Ready {
  readonly unit: FunctionUnit;
  readonly payload: Json;
  readonly requestId: string;
}

type Way = (ready: Ready, room: LambdaRoom) => AwsRestResponse | Promise<AwsRestResponse>;

/** By `X-Amz-Invocation-Type`. */
const ways: ReadonlyMap<string, Way> = new Map<string, Way>([
  [
    'RequestResponse',
    async ({ unit, payload, requestId }, { service }) => {
      const result = await service.invoke({ functionArn: unit.arn, payload, requestId, traceId: newTraceId() });
      return toResponse(result, requestId, unit);
    },
  ],
  [
    'Event',
    ({ unit, payload, requestId }, { service }) => {
      service.invokeAsync({ functionArn: unit.arn, payload, requestId });
      return { status: 202 };
    },
  ],
  ['DryRun', () => ({ status: 204, headers: EXECUTED_VERSION })],
]);

/** AWS Lambda API Reference, Invoke. */
export const invoke = (room: LambdaRoom): AwsRestOperation => ({
  name: 'Invoke',
  route: 'POST /2015-03-31/functions/{FunctionName}/invocations',
  rights: (request) => [{ action: 'lambda:InvokeFunction', resource: referenceOf(request, room).arn }],
  run(request, { requestId }) {
    const type = header(request, 'x-amz-invocation-type') ?? 'RequestResponse';
    const way = ways.get(type);
    if (way === undefined) throw invalid(`${type} is not an invocation type`);
    refuseWhatIsNotDone(request);
    const unit = functionAt(referenceOf(request, room), room.functions);
    return way({ unit, payload: parseBody(request.body, type), requestId }, room);
  },
});

const referenceOf = ({ labels, query }: AwsRestRequest, { environment }: LambdaRoom) =>
  parseFunctionReference(labels['FunctionName'] ?? '', query.get('Qualifier'), environment);

const header = ({ headers }: AwsRestRequest, name: string): string | undefined => headers.get(name)?.[0];

const refuseWhatIsNotDone = (request: AwsRestRequest): void => {
  if ((header(request, 'x-amz-log-type') ?? 'None') !== 'None') {
    throw invalid('The local runtime does not do LogType Tail; logs are files in its state folder');
  }
  for (const name of ['x-amz-client-context', 'x-amz-durable-execution-name', 'x-amz-tenant-id']) {
    if (header(request, name) !== undefined) throw invalid(`The local runtime does not do ${name}`);
  }
};

const parseBody = (body: Buffer, type: string): Json => {
  if (!(body.length <= REQUEST_LIMIT_BYTES)) {
    const message = `${body.length} byte payload is too large for the ${type} invocation type (limit ${REQUEST_LIMIT_BYTES} bytes)`;
    throw new AwsError('RequestTooLargeException', message, { status: 413, fields: { Type: 'User' } });
  }
  if (body.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json', {
      fields: { Type: 'User' },
    });
  }
};

const toResponse = (result: InvocationResult, requestId: string, { declaration }: FunctionUnit): AwsRestResponse => {
  if (result.kind === 'throttled') {
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
      status: 429,
      fields: { Reason: result.reason, Type: 'User' },
    });
  }
  if (result.kind === 'returned') return { status: 200, headers: EXECUTED_VERSION, body: json(result.payload) };
  const payload = toErrorPayload(result, requestId, declaration.timeoutSeconds);
  return { status: 200, headers: { ...EXECUTED_VERSION, 'x-amz-function-error': 'Unhandled' }, body: json(payload) };
};

/** Every value is JSON, `null` and texts too. */
const json = (payload: Json): Buffer => Buffer.from(JSON.stringify(payload));

const invalid = (message: string): AwsError =>
  new AwsError('InvalidParameterValueException', message, { fields: { Type: 'User' } });
