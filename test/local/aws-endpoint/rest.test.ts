import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvokeCommand, LambdaClient, ListFunctionsCommand, ListTagsCommand } from '@aws-sdk/client-lambda';
import {
  CreateScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { matchRoute } from '../../../lib/local/aws-endpoint/match-route.ts';
import {
  AwsError,
  type AwsJsonService,
  type AwsRestOperation,
  type AwsRestService,
} from '../../../lib/local/aws-service.ts';
import { clientOptions, developer } from './clients.ts';
import { endpointFixture } from './fixture.ts';

const operation = (
  name: string,
  route: string,
  run: AwsRestOperation['run'],
  rights: AwsRestOperation['rights'] = () => [],
): AwsRestOperation => ({ name, route, rights, run });

const lambda: AwsRestService = {
  signingName: 'lambda',
  operations: [
    operation(
      'Invoke',
      'POST /2015-03-31/functions/{FunctionName}/invocations',
      ({ labels, query, headers, body }) => ({
        status: 200,
        headers: { 'x-amz-executed-version': '$LATEST' },
        body: Buffer.from(
          JSON.stringify([
            labels['FunctionName'],
            query.get('Qualifier'),
            headers.get('x-amz-invocation-type'),
            String(body),
          ]),
        ),
      }),
      ({ labels }) => [{ action: 'lambda:InvokeFunction', resource: String(labels['FunctionName']) }],
    ),
    operation('ListTags', 'GET /2017-03-31/tags/{Resource+}', ({ labels }) => ({
      status: 200,
      body: { Tags: { resource: labels['Resource'] ?? '' } },
    })),
  ],
};

const scheduler: AwsRestService = {
  signingName: 'scheduler',
  operations: [
    operation('CreateSchedule', 'POST /schedules/{Name}', ({ labels, body }) => ({
      status: 200,
      body: { ScheduleArn: `${labels['Name']} ${JSON.parse(String(body)).ScheduleExpression}` },
    })),
    operation('GetSchedule', 'GET /schedules/{Name}', ({ labels }) => {
      if (labels['Name'] === 'broken') throw new Error('a secret detail');
      throw new AwsError('ResourceNotFoundException', `Schedule ${labels['Name']} does not exist.`, { status: 404 });
    }),
    operation('ListSchedules', 'GET /schedules', ({ query }) => ({
      status: 200,
      body: { Schedules: [], NextToken: [...query].map(([name, value]) => `${name}=${value}`).join('&') },
    })),
  ],
};

const ses: AwsRestService = {
  signingName: 'ses',
  operations: [
    operation('SendEmail', 'POST /v2/email/outbound-emails', () => ({ status: 200, body: { MessageId: 'm' } })),
  ],
};

const sqs: AwsJsonService = {
  signingName: 'sqs',
  targetPrefix: 'AmazonSQS',
  jsonVersion: '1.0',
  operations: new Map([
    [
      'SendMessage',
      {
        name: 'SendMessage',
        authorization: 'signed',
        rights: ({ QueueUrl }) => [{ action: 'sqs:SendMessage', resource: String(QueueUrl) }],
        run: () => ({ MessageId: 'm' }),
      },
    ],
  ]),
};

const services = [lambda, scheduler, ses, sqs];

describe('the REST protocol', () => {
  it('takes labels, query, headers and body from the SDK, however they are spelled', async () => {
    await using endpoint = await endpointFixture({}, services);
    const client = new LambdaClient(clientOptions(endpoint, developer));
    const invoke = async (FunctionName: string, Qualifier?: string) => {
      const { Payload, ExecutedVersion } = await client.send(
        new InvokeCommand({ FunctionName, Qualifier, InvocationType: 'Event', Payload: Buffer.from('{"a":1}') }),
      );
      assert.equal(ExecutedVersion, '$LATEST');
      return JSON.parse(Buffer.from(Payload ?? []).toString());
    };
    assert.deepEqual(await invoke('transfers'), ['transfers', null, ['Event'], '{"a":1}']);
    const arn = 'arn:aws:lambda:eu-central-1:123456789012:function:transfers';
    assert.deepEqual(await invoke(arn, '$LATEST'), [arn, '$LATEST', ['Event'], '{"a":1}']);
    const { Tags } = await client.send(new ListTagsCommand({ Resource: `${arn}/a b+c%2F(ł)` }));
    assert.deepEqual(Tags, { resource: `${arn}/a b+c%2F(ł)` });
  });

  it('takes a query in any order, with every character', async () => {
    await using endpoint = await endpointFixture({}, services);
    const client = new SchedulerClient(clientOptions(endpoint, developer));
    const { NextToken } = await client.send(
      new ListSchedulesCommand({ NextToken: 'a+b c&d=e/ł*~', GroupName: 'Z', MaxResults: 5, NamePrefix: 'x' }),
    );
    assert.deepEqual(String(NextToken).split('&').length, 5);
    assert.match(String(NextToken), /NextToken=a\+b c&d=e\/ł\*~/);
  });

  it('tells services apart by the name that they are signed for', async () => {
    await using endpoint = await endpointFixture({}, services);
    const { ScheduleArn } = await new SchedulerClient(clientOptions(endpoint, developer)).send(
      new CreateScheduleCommand({
        Name: 'nightly',
        ScheduleExpression: 'rate(1 day)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: 'a', RoleArn: 'r' },
      }),
    );
    assert.equal(ScheduleArn, 'nightly rate(1 day)');
    const mail = new SESv2Client(clientOptions(endpoint, developer));
    const { MessageId } = await mail.send(new SendEmailCommand({ Content: {}, FromEmailAddress: 'a@example.org' }));
    assert.equal(MessageId, 'm');
  });

  it('answers errors that the SDK knows, and says nothing of what is broken', async () => {
    await using endpoint = await endpointFixture({}, services);
    const client = new SchedulerClient(clientOptions(endpoint, developer));
    await assert.rejects(client.send(new GetScheduleCommand({ Name: 'none' })), {
      name: 'ResourceNotFoundException',
      message: 'Schedule none does not exist.',
    });
    await assert.rejects(client.send(new GetScheduleCommand({ Name: 'broken' })), { name: 'InternalFailure' });
    assert.deepEqual(endpoint.reported.map(String), ['Error: a secret detail']);
  });

  it('refuses an operation or a service that is not done here, by its name', async () => {
    await using endpoint = await endpointFixture({}, [lambda]);
    await assert.rejects(new LambdaClient(clientOptions(endpoint, developer)).send(new ListFunctionsCommand()), {
      name: 'UnknownOperationException',
      message: /^The local runtime does not do lambda GET \/2015-03-31\/functions/,
    });
    await assert.rejects(
      new SchedulerClient(clientOptions(endpoint, developer)).send(new GetScheduleCommand({ Name: 'x' })),
      {
        name: 'UnknownOperationException',
        message: 'The local runtime does not do scheduler GET /schedules/x',
      },
    );
  });

  it('lets a function in as far as its role goes', async () => {
    await using endpoint = await endpointFixture({ 'lambda:InvokeFunction transfers': 'allowed' }, services);
    const client = new LambdaClient(clientOptions(endpoint));
    assert.equal((await client.send(new InvokeCommand({ FunctionName: 'transfers' }))).StatusCode, 200);
    await assert.rejects(client.send(new InvokeCommand({ FunctionName: 'other' })), (error: AwsError) => {
      assert.equal(error.name, 'AccessDeniedException');
      assert.match(error.message, /lambda:InvokeFunction on resource: other because no identity-based policy allows/);
      assert.equal(Reflect.get(Reflect.get(error, '$metadata'), 'httpStatusCode'), 403);
      return true;
    });
  });

  it('refuses a wrong secret', async () => {
    await using endpoint = await endpointFixture({}, services);
    const client = new LambdaClient(clientOptions(endpoint, { ...developer, secretAccessKey: 'another' }));
    await assert.rejects(client.send(new InvokeCommand({ FunctionName: 'transfers' })), {
      name: 'InvalidSignatureException',
    });
  });
});

describe('the JSON protocol', () => {
  it('words the refusals of SQS as SQS does, and names what is not done here', async () => {
    await using endpoint = await endpointFixture({}, services);
    const client = new SQSClient({ ...clientOptions(endpoint), useQueueUrlAsEndpoint: false });
    const QueueUrl = 'queue';
    await assert.rejects(client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })), {
      message:
        /perform: sqs:sendmessage on resource: queue because no identity-based policy allows the sqs:sendmessage/,
    });
    await assert.rejects(client.send(new ListQueuesCommand()), { message: /does not do AmazonSQS.ListQueues$/ });
  });
});

describe('a route', () => {
  const routes = ['GET /a/{B}', 'GET /a/list', 'POST /a/{B}', 'GET /t/{Arn+}'].map((route) =>
    operation(route, route, () => ({ status: 200 })),
  );
  const match = (method: string, path: string) => {
    const found = matchRoute(routes, { method, path });
    return found && [found.operation.name, found.labels];
  };

  it('is found by method and path, the one that says more first', () => {
    assert.deepEqual(match('GET', '/a/list'), ['GET /a/list', {}]);
    assert.deepEqual(match('GET', '/a/other/'), ['GET /a/{B}', { B: 'other' }]);
    assert.deepEqual(match('POST', '/a/list'), ['POST /a/{B}', { B: 'list' }]);
    assert.deepEqual(match('GET', '/t/a%2Fb/c'), ['GET /t/{Arn+}', { Arn: 'a/b/c' }]);
    assert.equal(match('PUT', '/a/x'), undefined);
    assert.equal(match('GET', '/a'), undefined);
    assert.equal(match('GET', '/a/x/y'), undefined);
  });

  it('is never found for a path that signing would fold, or that is no UTF-8', () => {
    for (const path of ['/a/../t/x', '/a/.', '/a//x', '//a/x', '/a/%ff', '/a/%'])
      assert.equal(match('GET', path), undefined);
  });

  it('gives back every label that was encoded', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (label) => {
        fc.pre(label.isWellFormed() && !['.', '..'].includes(label));
        assert.deepEqual(match('POST', `/a/${encodeURIComponent(label)}`)?.[1], { B: label });
      }),
    );
  });
});
