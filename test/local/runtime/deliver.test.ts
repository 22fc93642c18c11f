import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Delivery } from '../../../lib/local/delivery.ts';
import { createIam } from '../../../lib/local/iam/index.ts';
import { createDeliver, type DeliveryTarget } from '../../../lib/local/runtime/deliver.ts';

const queueArn = 'arn:aws:sqs:eu-central-1:123456789012:letters';
const scheduler = {
  principal: 'scheduler.amazonaws.com',
  arn: 'arn:aws:scheduler:eu-central-1:123456789012:schedule/x',
};

const iam = createIam({ partition: 'aws', region: 'eu-central-1', accountId: '123456789012' });
const role = (name: string, service: string, action: string, Condition = {}): string =>
  iam.declareRole({
    name,
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service }, Condition }],
    },
    inlinePolicies: [
      {
        name: 'it',
        document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: queueArn }] },
      },
    ],
    managedPolicyArns: [],
  });
const sender = role('sender', 'scheduler.amazonaws.com', 'sqs:SendMessage');
const stranger = role('stranger', 'lambda.amazonaws.com', 'sqs:SendMessage');
const reader = role('reader', 'scheduler.amazonaws.com', 'sqs:ReceiveMessage');

const deliverTo = async (
  target: Partial<DeliveryTarget>,
  overrides: Partial<Delivery>,
): Promise<readonly Delivery[]> => {
  const taken: Delivery[] = [];
  const take = (delivery: Delivery) => void taken.push(delivery);
  const deliver = createDeliver({ iam, targets: new Map([['sqs', { action: 'sqs:SendMessage', take, ...target }]]) });
  await deliver({ targetArn: queueArn, payload: { due: true }, source: scheduler, ...overrides });
  return taken;
};

describe('a message from one service to another', () => {
  it('is taken when the role of the source may send it', async () => {
    const [taken] = await deliverTo({}, { source: { ...scheduler, roleArn: sender } });
    assert.deepEqual(taken?.payload, { due: true });
  });

  for (const [title, roleArn] of [
    ['does not trust the service', stranger],
    ['may not send', reader],
    ['is not there', 'arn:aws:iam::123456789012:role/none'],
  ] as const) {
    it(`is refused when the role of the source ${title}`, async () => {
      await assert.rejects(deliverTo({ admits: () => true }, { source: { ...scheduler, roleArn } }), {
        code: 'AccessDeniedException',
      });
    });
  }

  it('is taken in a role that trusts the service for the group of the schedule, and for no other', async () => {
    const arn = 'arn:aws:scheduler:eu-central-1:123456789012:schedule/nightly/x';
    const group = 'arn:aws:scheduler:eu-central-1:123456789012:schedule-group';
    const guarded = role('guarded', scheduler.principal, 'sqs:SendMessage', {
      ArnEquals: { 'aws:SourceArn': `${group}/nightly` },
    });
    assert.equal((await deliverTo({}, { source: { ...scheduler, arn, roleArn: guarded } })).length, 1);
    const other = { ...scheduler, arn: arn.replace('nightly', 'daily'), roleArn: guarded };
    await assert.rejects(deliverTo({}, { source: other }), { code: 'AccessDeniedException' });
  });

  it('is taken without a role only by a target that admits the source', async () => {
    assert.equal((await deliverTo({ admits: ({ source }) => source.arn === scheduler.arn }, {})).length, 1);
    await assert.rejects(deliverTo({ admits: () => false }, {}), /not authorized to perform: sqs:SendMessage/);
    await assert.rejects(deliverTo({}, {}), { code: 'AccessDeniedException' });
  });

  it('is refused by name for a kind of target that is not delivered to', async () => {
    const targetArn = 'arn:aws:kinesis:eu-central-1:123456789012:stream/x';
    await assert.rejects(deliverTo({}, { targetArn }), /delivers nothing to arn:aws:kinesis/);
  });
});
