import { randomUUID } from 'node:crypto';
import type { Delivery } from '../delivery.ts';
import type { JsonObject } from '../json.ts';
import { filterOf } from './filter-policy.ts';
import { type Message, type MessageInput, textsOf, toShownAttributes } from './message.ts';
import type { Engine } from './operation.ts';
import { deadLetterArnIn } from './subscription-attributes.ts';
import type { Protocol, Subscription, Topic } from './topic-store.ts';

/**
 * Hands a message to every confirmed subscription that wants it. What cannot be delivered goes to the
 * subscription's dead-letter queue.
 *
 * @throws AwsError `InvalidParameter`
 */
export const publish = (engine: Engine, topic: Topic, input: MessageInput): string => {
  const message: Message = {
    messageId: randomUUID(),
    topicArn: topic.arn,
    subject: input.Subject,
    attributes: input.MessageAttributes ?? {},
    sentAtMillis: engine.environment.now(),
    textFor: textsOf(input),
  };
  for (const subscription of engine.store.subscriptions(topic.arn)) {
    const { isConfirmed, attributes, protocol } = subscription;
    const wanted = filterOf(attributes)({ text: message.textFor(protocol), attributes: message.attributes });
    if (!isConfirmed || !wanted) continue;
    const delivered = deliverTo(engine, topic, subscription, message).catch(engine.report);
    engine.underWay.add(delivered);
    void delivered.finally(() => engine.underWay.delete(delivered));
  }
  return message.messageId;
};

const deliverTo = async (engine: Engine, topic: Topic, subscription: Subscription, message: Message): Promise<void> => {
  const delivery = senders[subscription.protocol](engine, topic, subscription, message);
  if (delivery === undefined) return;
  try {
    await engine.deliver(delivery);
  } catch (error) {
    const targetArn = deadLetterArnIn(subscription.attributes['RedrivePolicy']);
    if (targetArn === undefined) throw error;
    await engine.deliver({ ...delivery, targetArn, payload: toNotification(subscription, message) });
  }
};

type Sender = (engine: Engine, topic: Topic, subscription: Subscription, message: Message) => Delivery | undefined;

const source = ({ topicArn }: Subscription) => ({ principal: 'sns.amazonaws.com', arn: topicArn });

/** What each protocol does: a delivery on this machine, or a message in the outbox. */
const senders: Readonly<Record<Protocol, Sender>> = {
  lambda: (_, __, subscription, message) => ({
    targetArn: subscription.endpoint,
    payload: { Records: [toLambdaRecord(subscription, message)] },
    source: source(subscription),
  }),
  sqs: (_, __, subscription, message) =>
    subscription.attributes['RawMessageDelivery'] === 'true'
      ? {
          targetArn: subscription.endpoint,
          payload: message.textFor('sqs'),
          text: message.textFor('sqs'),
          messageAttributes: message.attributes,
          source: source(subscription),
        }
      : {
          targetArn: subscription.endpoint,
          payload: toNotification(subscription, message),
          source: source(subscription),
        },
  email({ outbox }, topic, { endpoint }, message) {
    outbox.post({
      channel: 'email',
      from: `${topic.attributes['DisplayName'] ?? 'AWS Notifications'} <no-reply@sns.amazonaws.com>`,
      to: endpoint,
      subject: message.subject ?? 'AWS Notification Message',
      text: message.textFor('email'),
      html: undefined,
      sentBy: 'sns',
    });
    return undefined;
  },
  sms({ outbox }, topic, { endpoint }, message) {
    const name = topic.attributes['DisplayName'];
    const text = message.textFor('sms');
    outbox.post({
      channel: 'sms',
      from: message.attributes['AWS.SNS.SMS.SenderID']?.StringValue ?? 'NOTICE',
      to: endpoint,
      subject: undefined,
      text: name === undefined ? text : `${name}> ${text}`,
      html: undefined,
      sentBy: 'sns',
    });
    return undefined;
  },
};

/** Nothing here can sign as AWS does; whoever checks the signature finds none. */
const unsigned = { SignatureVersion: '1', Signature: 'none on this machine' };

const toNotification = ({ protocol, arn }: Subscription, message: Message): JsonObject => ({
  Type: 'Notification',
  MessageId: message.messageId,
  TopicArn: message.topicArn,
  ...(message.subject === undefined ? {} : { Subject: message.subject }),
  Message: message.textFor(protocol),
  Timestamp: new Date(message.sentAtMillis).toISOString(),
  ...unsigned,
  SigningCertURL: '',
  UnsubscribeURL: `?Action=Unsubscribe&SubscriptionArn=${arn}`,
  ...(Object.keys(message.attributes).length === 0 ? {} : { MessageAttributes: toShownAttributes(message.attributes) }),
});

const toLambdaRecord = ({ arn }: Subscription, message: Message): JsonObject => ({
  EventSource: 'aws:sns',
  EventVersion: '1.0',
  EventSubscriptionArn: arn,
  Sns: {
    Type: 'Notification',
    MessageId: message.messageId,
    TopicArn: message.topicArn,
    Subject: message.subject ?? null,
    Message: message.textFor('lambda'),
    Timestamp: new Date(message.sentAtMillis).toISOString(),
    ...unsigned,
    SigningCertUrl: '',
    UnsubscribeUrl: `?Action=Unsubscribe&SubscriptionArn=${arn}`,
    MessageAttributes: toShownAttributes(message.attributes),
  },
});
