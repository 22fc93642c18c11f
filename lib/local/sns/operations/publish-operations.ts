import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { invalidParameter } from '../errors.ts';
import { messageMembers, textsOf } from '../message.ts';
import { type Operation, onTopic, readInput, topicAt } from '../operation.ts';
import { publish } from '../publish.ts';

const MOST_ENTRIES = 10;

/** To a topic, or to a telephone, whose message lands in the outbox. */
export const publishOperation: Operation = {
  name: 'Publish',
  on: ({ TopicArn, TargetArn, PhoneNumber }) =>
    typeof PhoneNumber === 'string' ? PhoneNumber : onTopic({ TopicArn: TopicArn ?? TargetArn }),
  run(engine, request) {
    const input = z.strictObject({
      TopicArn: z.string().optional(),
      TargetArn: z.string().optional(),
      PhoneNumber: z.string().optional(),
      ...messageMembers,
    });
    const { TopicArn, TargetArn, PhoneNumber: to, ...message } = readInput(input, request);
    const targets = [TopicArn, TargetArn, to].filter((target) => target !== undefined);
    if (targets.length !== 1) throw invalidParameter('TopicArn or TargetArn or PhoneNumber: exactly one is needed');
    if (to === undefined) {
      return { MessageId: publish(engine, topicAt(engine, TopicArn ?? TargetArn ?? ''), message) };
    }
    if (!/^\+[1-9]\d{1,14}$/.test(to)) throw invalidParameter('PhoneNumber Reason: not in E.164 form');
    engine.outbox.post({
      channel: 'sms',
      from: message.MessageAttributes?.['AWS.SNS.SMS.SenderID']?.StringValue ?? 'NOTICE',
      to,
      subject: undefined,
      text: textsOf(message)('sms'),
      html: undefined,
      sentBy: 'sns',
    });
    return { MessageId: randomUUID() };
  },
};

/** Each entry on its own: what one of them is refused for does not concern the others. */
export const publishBatch: Operation = {
  name: 'PublishBatch',
  action: 'sns:Publish',
  on: onTopic,
  run(engine, request) {
    const entry = z.strictObject({ Id: z.string().min(1).max(80), ...messageMembers });
    const input = z.strictObject({ TopicArn: z.string(), PublishBatchRequestEntries: z.array(entry).optional() });
    const { TopicArn, PublishBatchRequestEntries: entries = [] } = readInput(input, request);
    const topic = topicAt(engine, TopicArn);
    assertEntries(entries.map(({ Id }) => Id));
    const Successful: JsonObject[] = [];
    const Failed: JsonObject[] = [];
    for (const { Id, ...message } of entries) {
      try {
        Successful.push({ Id, MessageId: publish(engine, topic, message) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
      }
    }
    return { Successful, Failed };
  },
};

const assertEntries = (ids: readonly string[]): void => {
  if (ids.length === 0) throw new AwsError('EmptyBatchRequest', 'The batch request does not contain any entries.');
  if (ids.length > MOST_ENTRIES) {
    throw new AwsError('TooManyEntriesInBatchRequest', `The batch request contains more than ${MOST_ENTRIES} entries.`);
  }
  if (new Set(ids).size < ids.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
};
