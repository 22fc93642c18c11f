import * as z from 'zod';
import type { Json } from '../../json.ts';
import { resourceType } from '../../resource-type.ts';
import { physicalName } from '../physical-name.ts';

const FIFO = '.fifo';
const LONGEST_NAME = 80;

const properties = z.strictObject({
  QueueName: z.string().min(1).max(LONGEST_NAME).optional(),
  ContentBasedDeduplication: z.boolean().optional(),
  DeduplicationScope: z.string().optional(),
  DelaySeconds: z.int().optional(),
  FifoQueue: z.boolean().optional(),
  FifoThroughputLimit: z.string().optional(),
  KmsDataKeyReusePeriodSeconds: z.int().optional(),
  KmsMasterKeyId: z.string().optional(),
  MaximumMessageSize: z.int().optional(),
  MessageRetentionPeriod: z.int().optional(),
  ReceiveMessageWaitTimeSeconds: z.int().optional(),
  RedriveAllowPolicy: z.record(z.string(), z.json()).optional(),
  RedrivePolicy: z.record(z.string(), z.json()).optional(),
  SqsManagedSseEnabled: z.boolean().optional(),
  VisibilityTimeout: z.int().optional(),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});

/** A queue. `Ref` is its URL. */
export const queue = resourceType({
  type: 'AWS::SQS::Queue',
  properties,
  enforcement: { kind: 'enforced' },
  lesser: {
    KmsMasterKeyId: {
      kind: 'approximated',
      how: 'messages are encrypted under a key of this machine, and the policy of the KMS key is not asked',
    },
    FifoThroughputLimit: { kind: 'not-enforced', why: 'no queue of this machine limits its throughput' },
  },
  declare(declaration, { sqs }) {
    const { QueueName, Tags = [], FifoQueue, ...attributes } = declaration.properties;
    const suffix = FifoQueue === true ? FIFO : '';
    const name = QueueName ?? `${physicalName(declaration, LONGEST_NAME - suffix.length)}${suffix}`;
    const { arn, url } = sqs.declareQueue({
      name,
      attributes: toAttributes({ ...attributes, ...(FifoQueue === true ? { FifoQueue } : {}) }),
      tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    });
    return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  },
});

/** The API has every attribute as text. */
const toAttributes = (given: Readonly<Record<string, Json | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  );
