import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CreatePlatformApplicationCommand,
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { readForm } from '../../../lib/local/aws-endpoint/read-form.ts';
import { AwsError, type AwsOperation, type AwsQueryService } from '../../../lib/local/aws-service.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { clientOptions, developer } from './clients.ts';
import { endpointFixture } from './fixture.ts';

const topic = 'arn:aws:sns:eu-central-1:123456789012:payments';

/** Answers what came, so that both directions of the protocol are seen by a real client. */
const topics = (): { readonly service: AwsQueryService; readonly seen: JsonObject[] } => {
  const seen: JsonObject[] = [];
  const operation = (name: string, run: AwsOperation['run']): AwsOperation => ({
    name,
    authorization: 'signed',
    rights: ({ TopicArn }) => [{ action: `sns:${name}`, resource: String(TopicArn ?? '*') }],
    run: (input, call) => {
      seen.push(input);
      return run(input, call);
    },
  });
  const operations = [
    operation('Publish', (input) => ({ MessageId: String(input['Message']) })),
    operation('CreateTopic', () => ({ TopicArn: topic })),
    operation('ListTopics', () => ({ Topics: [{ TopicArn: topic }, { TopicArn: `${topic}2` }] })),
    operation('GetTopicAttributes', ({ TopicArn }) => {
      if (TopicArn === 'none') throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
      if (TopicArn === 'broken') throw new Error('a secret detail');
      return { Attributes: { DisplayName: 'Ada & <Bob>\r\n"', Owner: '123456789012' } };
    }),
  ];
  return {
    seen,
    service: {
      signingName: 'sns',
      apiVersion: '2010-03-31',
      xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
      mapMembers: ['Attributes'],
      operations: new Map(operations.map((each) => [each.name, each])),
    },
  };
};

describe('the query protocol', () => {
  it('takes structures, lists and maps from the SDK', async () => {
    const { service, seen } = topics();
    await using endpoint = await endpointFixture({}, [service]);
    const client = new SNSClient(clientOptions(endpoint, developer));
    const { MessageId } = await client.send(
      new PublishCommand({
        TopicArn: topic,
        Message: 'zażółć & <x> + 100%\n',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'transfer' } },
      }),
    );
    assert.equal(MessageId, 'zażółć & <x> + 100%\n');
    assert.deepEqual(seen[0]?.['MessageAttributes'], { kind: { DataType: 'String', StringValue: 'transfer' } });
    await client.send(
      new CreateTopicCommand({ Name: 'payments', Attributes: { FifoTopic: 'true' }, Tags: [{ Key: 'a', Value: 'b' }] }),
    );
    assert.deepEqual(seen[1], {
      Name: 'payments',
      Attributes: { FifoTopic: 'true' },
      Tags: [{ Key: 'a', Value: 'b' }],
    });
  });

  it('answers lists and maps that the SDK reads', async () => {
    await using endpoint = await endpointFixture({}, [topics().service]);
    const client = new SNSClient(clientOptions(endpoint, developer));
    const { Topics } = await client.send(new ListTopicsCommand());
    assert.deepEqual(Topics, [{ TopicArn: topic }, { TopicArn: `${topic}2` }]);
    const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: topic }));
    assert.deepEqual(Attributes, { DisplayName: 'Ada & <Bob>\r\n"', Owner: '123456789012' });
  });

  it('answers errors that the SDK knows, and says nothing of what is broken', async () => {
    await using endpoint = await endpointFixture({}, [topics().service]);
    const client = new SNSClient(clientOptions(endpoint, developer));
    const attributes = (TopicArn: string) => client.send(new GetTopicAttributesCommand({ TopicArn }));
    await assert.rejects(attributes('none'), { name: 'NotFoundException', message: 'Topic does not exist' });
    await assert.rejects(attributes('broken'), (error: Error) => {
      assert.equal(error.name, 'InternalFailure');
      assert.doesNotMatch(JSON.stringify(error), /secret detail/);
      return true;
    });
    assert.deepEqual(endpoint.reported.map(String), ['Error: a secret detail']);
  });

  it('refuses an operation that is not done here, by its name', async () => {
    await using endpoint = await endpointFixture({}, [topics().service]);
    const client = new SNSClient(clientOptions(endpoint, developer));
    const call = new CreatePlatformApplicationCommand({ Name: 'app', Platform: 'GCM', Attributes: {} });
    await assert.rejects(client.send(call), {
      name: 'InvalidAction',
      message: 'The local runtime does not do sns CreatePlatformApplication of version 2010-03-31',
    });
  });

  it('lets a function in as far as its role goes, and words the refusal as SNS does', async () => {
    await using endpoint = await endpointFixture({ [`sns:Publish ${topic}`]: 'allowed' }, [topics().service]);
    const client = new SNSClient(clientOptions(endpoint));
    const publish = (TopicArn: string) => client.send(new PublishCommand({ TopicArn, Message: 'x' }));
    assert.equal((await publish(topic)).MessageId, 'x');
    await assert.rejects(publish(`${topic}2`), {
      name: 'AuthorizationErrorException',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/teller/transfers is not authorized to perform: SNS:Publish ' +
        `on resource: ${topic}2 because no identity-based policy allows the SNS:Publish action`,
    });
  });

  it('refuses wrong credentials, and a form without a signature', async () => {
    await using endpoint = await endpointFixture({}, [topics().service]);
    const stranger = { ...developer, secretAccessKey: 'another' };
    const client = new SNSClient(clientOptions(endpoint, stranger));
    await assert.rejects(client.send(new ListTopicsCommand()), { name: 'SignatureDoesNotMatch' });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const form = 'Action=ListTopics&Version=2010-03-31';
    const reply = await endpoint.send({ method: 'POST', path: '/', headers }, form);
    assert.equal(reply.status, 403);
    assert.match(reply.text, /<Code>MissingAuthenticationToken<\/Code>/);
  });

  it('answers at once a form of more fields than any call has, which Node would read for hours', {
    timeout: 10_000,
  }, async () => {
    await using endpoint = await endpointFixture({}, [topics().service]);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await endpoint.send({ method: 'POST', path: '/', headers }, 'a&'.repeat(400_000));
    assert.equal(reply.status, 404);
  });
});

describe('a form', () => {
  const refused = (form: string) =>
    assert.throws(() => readForm(Buffer.from(form)), { name: 'AwsError', code: 'MalformedQueryString' });

  it('is refused when names come twice, contradict one another or go too deep', () => {
    for (const form of ['a=1&a=2', 'a=1&a.b=2', 'a.b=2&a=1', `${'a.'.repeat(20)}=1`, 'm.entry.1.key=a']) refused(form);
    refused(Array.from({ length: 10_001 }, (_, i) => `f${i}=`).join('&'));
  });

  it('gives nobody a hold on prototypes', () => {
    const form = readForm(
      Buffer.from('__proto__.x=1&constructor.prototype.y=2&m.entry.1.key=__proto__&m.entry.1.value=3'),
    );
    assert.deepEqual(Object.keys(form), ['__proto__', 'constructor', 'm']);
    assert.equal(Object.getPrototypeOf(form), Object.prototype);
    assert.equal(Reflect.get({}, 'x'), undefined);
  });

  it('keeps lists in the order of their numbers', () => {
    const form = readForm(Buffer.from('l.member.10=c&l.member.2=b&l.member.1=a&f.2=y&f.1=x'));
    assert.deepEqual(form, { l: ['a', 'b', 'c'], f: ['x', 'y'] });
  });

  it('never fails but by a refusal', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          readForm(Buffer.from(text));
        } catch (error) {
          assert.ok(error instanceof AwsError);
        }
      }),
    );
  });
});
