import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { invalidParameter } from '../errors.ts';
import { type Operation, onSubscription, onTopic, readInput, subscriptionAt, topicAt } from '../operation.ts';
import { pageOf } from '../page.ts';
import { digestOf, subscribe } from '../subscribe.ts';
import { changedSubscription } from '../subscription-attributes.ts';
import type { Subscription } from '../topic-store.ts';

/** The same endpoint a second time is the same subscription. */
export const subscribeOperation: Operation = {
  name: 'Subscribe',
  on: onTopic,
  run(engine, request) {
    const input = z.strictObject({
      TopicArn: z.string(),
      Protocol: z.string(),
      Endpoint: z.string().optional(),
      Attributes: z.record(z.string(), z.string()).optional(),
      ReturnSubscriptionArn: z.enum(['true', 'false']).optional(),
    });
    const members = readInput(input, request);
    const { arn: topicArn } = topicAt(engine, members.TopicArn);
    const { Protocol: protocol, Endpoint: endpoint = '', Attributes: attributes = {} } = members;
    const known = engine.store
      .subscriptions(topicArn)
      .find((each) => each.protocol === protocol && each.endpoint === endpoint);
    if (known !== undefined && Object.entries(attributes).some(([name, value]) => known.attributes[name] !== value)) {
      throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
    }
    const arn = known?.arn ?? `${topicArn}:${randomUUID()}`;
    const { isConfirmed } = subscribe(engine, {
      arn,
      topicArn,
      protocol,
      endpoint,
      attributes: known?.attributes ?? attributes,
    });
    const isShown = isConfirmed || members.ReturnSubscriptionArn === 'true';
    return { SubscriptionArn: isShown ? arn : 'pending confirmation' };
  },
};

export const confirmSubscription: Operation = {
  name: 'ConfirmSubscription',
  on: onTopic,
  run(engine, request, { nowMillis }) {
    const { TopicArn, Token } = readInput(z.strictObject({ TopicArn: z.string(), Token: z.string() }), request);
    const { arn } = topicAt(engine, TopicArn);
    const confirmed = engine.store.confirm(arn, digestOf(Token), nowMillis);
    if (confirmed === undefined) throw invalidParameter('Token');
    return { SubscriptionArn: confirmed };
  },
};

export const unsubscribe: Operation = {
  name: 'Unsubscribe',
  on: onSubscription,
  run({ store }, request) {
    const { SubscriptionArn: arn } = readInput(z.strictObject({ SubscriptionArn: z.string() }), request);
    store.removeSubscription(arn);
    return {};
  },
};

const page = z.strictObject({ NextToken: z.string().optional() });

export const listSubscriptions: Operation = {
  name: 'ListSubscriptions',
  on: () => '*',
  run(engine, request) {
    const listed = pageOf(engine.store.subscriptions(), readInput(page, request).NextToken);
    return { Subscriptions: listed.page.map((each) => show(engine.environment.accountId, each)), ...listed.next };
  },
};

export const listSubscriptionsByTopic: Operation = {
  name: 'ListSubscriptionsByTopic',
  on: onTopic,
  run(engine, request) {
    const { TopicArn, NextToken } = readInput(page.extend({ TopicArn: z.string() }), request);
    const listed = pageOf(engine.store.subscriptions(topicAt(engine, TopicArn).arn), NextToken);
    return { Subscriptions: listed.page.map((each) => show(engine.environment.accountId, each)), ...listed.next };
  },
};

const show = (Owner: string, { arn, topicArn, protocol, endpoint, isConfirmed }: Subscription) => ({
  SubscriptionArn: isConfirmed ? arn : 'PendingConfirmation',
  Owner,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
});

export const getSubscriptionAttributes: Operation = {
  name: 'GetSubscriptionAttributes',
  on: onSubscription,
  run(engine, request) {
    const { SubscriptionArn } = readInput(z.strictObject({ SubscriptionArn: z.string() }), request);
    const { arn, topicArn, protocol, endpoint, isConfirmed, attributes } = subscriptionAt(engine, SubscriptionArn);
    return {
      Attributes: {
        RawMessageDelivery: 'false',
        ...attributes,
        SubscriptionArn: arn,
        TopicArn: topicArn,
        Protocol: protocol,
        Endpoint: endpoint,
        Owner: engine.environment.accountId,
        PendingConfirmation: String(!isConfirmed),
      },
    };
  },
};

export const setSubscriptionAttributes: Operation = {
  name: 'SetSubscriptionAttributes',
  on: onSubscription,
  run(engine, request) {
    const input = z.strictObject({
      SubscriptionArn: z.string(),
      AttributeName: z.string(),
      AttributeValue: z.string().optional(),
    });
    const { SubscriptionArn, AttributeName: name, AttributeValue: value = '' } = readInput(input, request);
    const subscription = subscriptionAt(engine, SubscriptionArn);
    const attributes = changedSubscription(subscription.attributes, { [name]: value }, subscription.protocol);
    engine.store.saveSubscription({ ...subscription, attributes });
    return {};
  },
};
