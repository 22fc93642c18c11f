import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateEmailIdentityCommand,
  GetEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json } from '../../../lib/local/json.ts';
import { createOutbox } from '../../../lib/local/outbox/index.ts';
import { createSes } from '../../../lib/local/ses/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { allow, declareRole, serveSigned } from '../support/serve-signed.ts';

const running = async (statements: readonly Json[] = []) => {
  const environment = testEnvironment('');
  const iam = createIam(environment);
  const roleArn = declareRole(iam, statements);
  const outbox = createOutbox({ environment, memory: true });
  const ses = createSes({ environment, outbox });
  ses.declareIdentity('bank.example');
  ses.declareIdentity('ceo@other.example');
  ses.declareConfigurationSet('receipts');
  const server = await serveSigned([ses.api], { environment, iam, roleArn });
  const client = new SESv2Client(server.asDeveloper);
  return {
    ses,
    outbox,
    client,
    asFunction: new SESv2Client(server.asFunction),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await server.close();
    },
  };
};

const mail = (FromEmailAddress: string, more: Partial<SendEmailCommandInput> = {}) =>
  new SendEmailCommand({
    FromEmailAddress,
    Destination: { ToAddresses: ['Ann <ann@example.com>'], BccAddresses: ['bob@example.com'] },
    Content: { Simple: { Subject: { Data: 'Zażółć' }, Body: { Text: { Data: 'text' }, Html: { Data: '<p>html' } } } },
    ...more,
  });

test('a mail from a declared address or domain lands in the outbox, once a recipient', async () => {
  await using mails = await running();
  for (const from of ['no-reply@bank.example', 'Bank <no-reply@eu.bank.example>', 'CEO@other.example']) {
    const { MessageId } = await mails.client.send(mail(from));
    assert.ok(MessageId);
  }
  const [first] = mails.outbox.list({ to: 'ann@example.com' }).toReversed();
  assert.deepEqual(
    [first?.from, first?.subject, first?.text, first?.html, first?.sentBy],
    ['no-reply@bank.example', 'Zażółć', 'text', '<p>html', 'ses'],
  );
  assert.equal(mails.outbox.list({ to: 'bob@example.com' }).length, 3);
});

test('refuses senders that the template does not declare, in the words of the sandbox', async () => {
  await using mails = await running();
  for (const from of ['a@evil.example', 'a@notbank.example', 'bank.example@evil.example', 'cfo@other.example']) {
    await assert.rejects(mails.client.send(mail(from)), {
      name: 'MessageRejected',
      message: `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${from}`,
    });
  }
  assert.deepEqual(mails.outbox.list(), []);
});

test('takes a raw message, with sender and recipients of its headers', async () => {
  await using mails = await running();
  const source = 'From: a@bank.example\r\nTo: ann@example.com,\r\n bob@example.com\r\nSubject: Raw\r\n\r\nbody';
  await mails.client.send(new SendEmailCommand({ Content: { Raw: { Data: Buffer.from(source) } } }));
  const [message] = mails.outbox.list({ to: 'bob@example.com' });
  assert.deepEqual([message?.subject, message?.from], ['Raw', 'a@bank.example']);
  const forged = source.replace('a@bank', 'a@evil');
  await assert.rejects(mails.client.send(new SendEmailCommand({ Content: { Raw: { Data: Buffer.from(forged) } } })), {
    name: 'MessageRejected',
  });
});

test('refuses what it does not do, and addresses that are none', async () => {
  await using mails = await running();
  const from = 'a@bank.example';
  const refused: readonly (readonly [SendEmailCommand, RegExp])[] = [
    [mail(from, { Content: { Template: { TemplateName: 'x' } } }), /does not know the parameter Template/],
    [mail(from, { Destination: {} }), /no recipient/],
    [mail(from, { Destination: { ToAddresses: ['ann@example.com\r\nBcc: all@example.com'] } }), /malformed/],
    [mail(from, { ConfigurationSetName: 'none' }), /Configuration set <none> does not exist/],
  ];
  for (const [command, message] of refused) await assert.rejects(mails.client.send(command), message);
  await mails.client.send(mail(from, { ConfigurationSetName: 'receipts' }));
  await assert.rejects(
    mails.client.send(new CreateEmailIdentityCommand({ EmailIdentity: 'evil.example' })),
    /does not do ses POST \/v2\/email\/identities/,
  );
});

test('a function sends from the identities that its role names', async () => {
  const ARN = 'arn:aws:ses:eu-central-1:123456789012:identity';
  await using mails = await running([allow('ses:SendEmail', `${ARN}/bank.example`)]);
  await mails.asFunction.send(mail('a@bank.example'));
  await assert.rejects(
    mails.asFunction.send(mail('ceo@other.example')),
    /is not authorized to perform .ses:SendEmail. on resource .*ceo@other.example/,
  );
  const raw = new SendEmailCommand({ Content: { Raw: { Data: Buffer.from('From: a@bank.example\nTo: b@c.d\n\nx') } } });
  await assert.rejects(mails.asFunction.send(raw), /ses:SendRawEmail/);
});

test('shows the identities of the template', async () => {
  await using mails = await running();
  const { EmailIdentities } = await mails.client.send(new ListEmailIdentitiesCommand({}));
  assert.deepEqual(
    EmailIdentities?.map(({ IdentityName }) => IdentityName),
    ['bank.example', 'ceo@other.example'],
  );
  const { VerifiedForSendingStatus } = await mails.client.send(
    new GetEmailIdentityCommand({ EmailIdentity: 'bank.example' }),
  );
  assert.equal(VerifiedForSendingStatus, true);
  await assert.rejects(mails.client.send(new GetEmailIdentityCommand({ EmailIdentity: 'x.example' })), {
    name: 'NotFoundException',
  });
});
