import { createHash, randomBytes } from 'node:crypto';
import { invalidParameter } from './errors.ts';
import type { Engine } from './operation.ts';
import { changedSubscription } from './subscription-attributes.ts';
import type { Attributes, Protocol, Subscription } from './topic-store.ts';

/** Each protocol with what its endpoint must be. */
const endpoints: ReadonlyMap<string, RegExp> = new Map([
  ['email', /^[^\s@]+@[^\s@]+$/],
  ['lambda', /^arn:aws[\w-]*:lambda:/],
  ['sms', /^\+[1-9]\d{1,14}$/],
  ['sqs', /^arn:aws[\w-]*:sqs:/],
]);

const TOKEN_MILLIS = 2 * 24 * 60 * 60 * 1_000;

/**
 * Subscribes an endpoint. A mail address gets a message, in the outbox, with a token that confirms it.
 *
 * @throws AwsError `InvalidParameter`, also for a protocol that would leave this machine
 */
export const subscribe = (
  engine: Engine,
  subscription: {
    readonly arn: string;
    readonly topicArn: string;
    readonly protocol: string;
    readonly endpoint: string;
    readonly attributes: Attributes;
  },
  isDeclared = false,
): Subscription => {
  const { arn, topicArn, protocol: name, endpoint } = subscription;
  const shape = endpoints.get(name);
  if (shape === undefined) {
    throw invalidParameter(
      `Protocol: the local runtime delivers by ${[...endpoints.keys()].join(', ')}, not by ${name}`,
    );
  }
  const protocol = name as Protocol; // a key of the table
  if (!shape.test(endpoint)) throw invalidParameter(`Endpoint Reason: not valid for protocol ${protocol}`);
  const attributes = changedSubscription({}, subscription.attributes, protocol);
  return engine.database.write(() => {
    const isConfirmed = protocol !== 'email';
    const kept = engine.store.saveSubscription(
      { arn, topicArn, protocol, endpoint, attributes, isConfirmed },
      isDeclared,
    );
    if (!kept.isConfirmed && !(isDeclared && engine.store.hasToken(arn))) askToConfirm(engine, kept);
    return kept;
  });
};

const askToConfirm = ({ outbox, store, environment }: Engine, { arn, topicArn, endpoint }: Subscription): void => {
  const token = randomBytes(32).toString('hex');
  store.setToken(arn, digestOf(token), environment.now() + TOKEN_MILLIS);
  outbox.post({
    channel: 'email',
    from: 'AWS Notifications <no-reply@sns.amazonaws.com>',
    to: endpoint,
    subject: 'AWS Notification - Subscription Confirmation',
    text: [
      'You have chosen to subscribe to the topic:',
      topicArn,
      '',
      'To confirm this subscription on this machine:',
      `aws sns confirm-subscription --topic-arn ${topicArn} --token ${token}`,
    ].join('\n'),
    html: undefined,
    sentBy: 'sns',
  });
};

export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
