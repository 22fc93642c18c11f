import assert from 'node:assert/strict';
import { Agent } from 'node:https';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import type { Delivery } from '../../../lib/local/delivery.ts';
import type { Decision } from '../../../lib/local/iam/index.ts';
import { developer, endpointFixture, teller } from '../aws-endpoint/fixture.ts';
import { arn, lambdaFixture } from './fixture.ts';

const code = `export const handler = async ({ fail, echo }) => { if (fail) throw new RangeError('too far'); return echo; };`;

/** A client of the developer's, and one that acts in a role. */
const setting = async (decisions: Readonly<Record<string, Decision>> = {}) => {
  const delivered: Delivery[] = [];
  const fixture = lambdaFixture({ deliver: async (delivery) => void delivered.push(delivery) });
  const endpoint = await endpointFixture(decisions, [fixture.lambda.api]);
  endpoint.setClock(Date.now());
  const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new LambdaClient({
      endpoint: endpoint.url,
      region: 'eu-central-1',
      credentials,
      maxAttempts: 1,
      requestHandler: { httpsAgent: new Agent({ ca: endpoint.ca }) },
    });
  const { accessKeyId, secretAccessKey, sessionToken = '' } = teller;
  return {
    fixture,
    delivered,
    admin: clientOf({ accessKeyId: developer.accessKeyId, secretAccessKey: developer.secretAccessKey }),
    inRole: clientOf({ accessKeyId, secretAccessKey, sessionToken }),
    async [Symbol.asyncDispose]() {
      await endpoint[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
};

const invocation = (payload: unknown, options: Partial<InvokeCommandInput> = {}) =>
  new InvokeCommand({ FunctionName: 'teller', Payload: JSON.stringify(payload), ...options });

const text = (payload: Uint8Array | undefined): string => Buffer.from(payload ?? []).toString();

describe('the AWS SDK', () => {
  it('invokes a function and waits for what it returns', async () => {
    await using its = await setting();
    its.fixture.declare('teller', code);
    for (const FunctionName of ['teller', arn('teller'), `${arn('teller')}:$LATEST`, '123456789012:function:teller']) {
      const result = await its.admin.send(invocation({ echo: 'zażółć' }, { FunctionName }));
      assert.deepEqual(
        [result.StatusCode, result.ExecutedVersion, result.FunctionError, text(result.Payload)],
        [200, '$LATEST', undefined, '"zażółć"'],
      );
    }
    assert.equal(text((await its.admin.send(invocation({ echo: null }))).Payload), 'null');
    assert.equal(text((await its.admin.send(new InvokeCommand({ FunctionName: 'teller' }))).Payload), 'null');
  });

  it('is told of what a function throws and of its timeout', async () => {
    await using its = await setting();
    its.fixture.declare('teller', code);
    const failed = await its.admin.send(invocation({ fail: true }));
    assert.equal(failed.FunctionError, 'Unhandled');
    assert.deepEqual(JSON.parse(text(failed.Payload)), { errorType: 'RangeError', errorMessage: 'too far' });
    its.fixture.declare('slow', 'export const handler = () => new Promise(() => setInterval(() => {}, 9));', {
      timeoutSeconds: 1,
    });
    const late = await its.admin.send(invocation({}, { FunctionName: 'slow' }));
    assert.match(JSON.parse(text(late.Payload)).errorMessage, /Task timed out after 1.00 seconds$/);
  });

  it('is refused at once beyond the reserved concurrency, with the reason', async () => {
    await using its = await setting();
    its.fixture.declare('teller', code, { reservedConcurrency: 0 });
    await assert.rejects(its.admin.send(invocation({})), (error) => {
      assert.equal(Object(error).name, 'TooManyRequestsException');
      assert.equal(Object(error).Reason, 'ReservedFunctionConcurrentInvocationLimitExceeded');
      assert.equal(Object(error).$metadata.httpStatusCode, 429);
      return true;
    });
  });

  it('leaves an event, which runs soon after, and tries out whether it may', async () => {
    await using its = await setting();
    its.fixture.declare('teller', code);
    its.fixture.lambda.declareEventInvokeConfig(arn('teller'), {
      onSuccess: 'arn:aws:sqs:eu-central-1:123456789012:q',
    });
    const result = await its.admin.send(invocation({ echo: 7 }, { InvocationType: 'Event' }));
    assert.equal(result.StatusCode, 202);
    while (its.delivered.length === 0) await sleep(20);
    const { responsePayload, requestContext } = Object(its.delivered[0]?.payload);
    assert.deepEqual([responsePayload, requestContext.requestId], [7, result.$metadata.requestId]);
    const tried = await its.admin.send(invocation({}, { InvocationType: 'DryRun' }));
    assert.equal(tried.StatusCode, 204);
  });

  it('needs the right to invoke just that function', async () => {
    await using its = await setting({ [`lambda:InvokeFunction ${arn('teller')}`]: 'allowed' });
    its.fixture.declare('teller', code);
    its.fixture.declare('other', code);
    assert.equal((await its.inRole.send(invocation({}))).StatusCode, 200);
    await assert.rejects(its.inRole.send(invocation({}, { FunctionName: 'other' })), {
      name: 'AccessDeniedException',
      message: /is not authorized to perform: lambda:InvokeFunction on resource: .*:function:other/,
    });
    await assert.rejects(its.inRole.send(new ListFunctionsCommand({})), { name: 'AccessDeniedException' });
  });

  it('is refused, by name, what the local runtime does not do or has not', async () => {
    await using its = await setting();
    its.fixture.declare('teller', code);
    const refusals: readonly (readonly [Partial<InvokeCommandInput>, string, RegExp])[] = [
      [{ FunctionName: 'none' }, 'ResourceNotFoundException', /Function not found: .*:function:none/],
      [{ Qualifier: '1' }, 'ResourceNotFoundException', /function:teller:1/],
      [{ FunctionName: 'teller:live', Qualifier: '1' }, 'InvalidParameterValueException', /qualifier/],
      [{ LogType: 'Tail' }, 'InvalidParameterValueException', /LogType Tail/],
      [{ ClientContext: 'e30=' }, 'InvalidParameterValueException', /x-amz-client-context/],
      [{ Payload: '{' }, 'InvalidRequestContentException', /Could not parse request body into json/],
      [
        { Payload: JSON.stringify('x'.repeat(1_048_576)), InvocationType: 'Event' },
        'RequestTooLargeException',
        /too large for the Event invocation type/,
      ],
    ];
    for (const [options, name, message] of refusals) {
      await assert.rejects(its.admin.send(invocation({}, options)), { name, message });
    }
    const create = new CreateFunctionCommand({ FunctionName: 'x', Role: 'arn:aws:iam::123456789012:role/r', Code: {} });
    await assert.rejects(its.admin.send(create), /The local runtime does not do lambda POST \/2015-03-31\/functions/);
  });

  it('reads the configuration of functions, page by page', async () => {
    await using its = await setting();
    for (const name of ['b', 'a', 'c']) its.fixture.declare(name, code, { variables: { TABLE: name } });
    const one = await its.admin.send(new GetFunctionConfigurationCommand({ FunctionName: 'a' }));
    assert.deepEqual([one.FunctionArn, one.Environment?.Variables], [arn('a'), { TABLE: 'a' }]);
    const first = await its.admin.send(new ListFunctionsCommand({ MaxItems: 2 }));
    assert.deepEqual(
      first.Functions?.map(({ FunctionName }) => FunctionName),
      ['a', 'b'],
    );
    const rest = await its.admin.send(new ListFunctionsCommand({ Marker: first.NextMarker }));
    assert.deepEqual(
      rest.Functions?.map(({ FunctionName }) => FunctionName),
      ['c'],
    );
    assert.equal(rest.NextMarker, undefined);
  });
});
