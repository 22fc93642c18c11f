import * as z from 'zod';
import { invalidAttribute, sqsError } from './errors.ts';

/** Attributes that a request or a template may set, each as text, as the API has them. */
export type QueueAttributes = Readonly<Record<string, string>>;

const integer = (least: number, most: number) => (text: string) =>
  /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most;
const oneOf =
  (...values: readonly string[]) =>
  (text: string) =>
    values.includes(text);
const boolean = oneOf('true', 'false');

const redrivePolicy = z.strictObject({
  deadLetterTargetArn: z.string().min(1),
  maxReceiveCount: z.coerce.number().int().min(1).max(1_000),
});

/** Queues that send here when a message was received too often. */
export type RedrivePolicy = z.infer<typeof redrivePolicy>;

const parsed = <Value>(type: z.ZodType<Value>, text: string): Value | undefined => {
  try {
    return type.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

const json = (text: string) => parsed(z.record(z.string(), z.json()), text) !== undefined;

/** "SetQueueAttributes" in the API reference; each with what it may be. */
const settable: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['ContentBasedDeduplication', boolean],
  ['DeduplicationScope', oneOf('queue', 'messageGroup')],
  ['DelaySeconds', integer(0, 900)],
  ['FifoQueue', oneOf('true')],
  ['FifoThroughputLimit', oneOf('perQueue', 'perMessageGroupId')],
  ['KmsDataKeyReusePeriodSeconds', integer(60, 86_400)],
  ['KmsMasterKeyId', () => true],
  ['MaximumMessageSize', integer(1_024, 1_048_576)],
  ['MessageRetentionPeriod', integer(60, 1_209_600)],
  ['Policy', (text) => text === '' || json(text)],
  ['ReceiveMessageWaitTimeSeconds', integer(0, 20)],
  ['RedriveAllowPolicy', json],
  ['RedrivePolicy', (text) => text === '' || parsed(redrivePolicy, text) !== undefined],
  ['SqsManagedSseEnabled', boolean],
  ['VisibilityTimeout', integer(0, 43_200)],
]);

const FIFO_ONLY = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];

const defaults: QueueAttributes = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
};

const fifoDefaults: QueueAttributes = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

/**
 * The attributes of a new queue, with AWS's defaults.
 *
 * @throws AwsError `InvalidAttributeName`, `InvalidAttributeValue`
 */
export const newAttributes = (queueName: string, given: QueueAttributes): QueueAttributes => {
  const isFifo = queueName.endsWith('.fifo');
  if (isFifo !== (given['FifoQueue'] === 'true')) throw invalidAttribute('FifoQueue');
  return changedAttributes({ ...defaults, ...(isFifo ? fifoDefaults : {}) }, given, isFifo);
};

/** @throws AwsError `InvalidAttributeName`, `InvalidAttributeValue` */
export const changedAttributes = (
  before: QueueAttributes,
  given: QueueAttributes,
  isFifo = before['FifoQueue'] === 'true',
): QueueAttributes => {
  for (const [name, value] of Object.entries(given)) {
    const isValid = settable.get(name);
    if (isValid === undefined || (!isFifo && FIFO_ONLY.includes(name))) {
      throw sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    }
    if (!isValid(value)) throw invalidAttribute(name);
  }
  // Policies are taken away by an empty text.
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ''));
};

export const redrivePolicyOf = (attributes: QueueAttributes): RedrivePolicy | undefined => {
  const text = attributes['RedrivePolicy'];
  return text === undefined ? undefined : parsed(redrivePolicy, text);
};

const allowPolicy = z.strictObject({
  redrivePermission: z.enum(['allowAll', 'denyAll', 'byQueue']),
  sourceQueueArns: z.array(z.string()).max(10).optional(),
});

/** Whether a dead-letter queue takes the messages of another queue. */
export const takesFrom = (attributes: QueueAttributes, sourceArn: string): boolean => {
  const text = attributes['RedriveAllowPolicy'];
  if (text === undefined) return true;
  const policy = parsed(allowPolicy, text);
  if (policy?.redrivePermission === 'byQueue') return policy.sourceQueueArns?.includes(sourceArn) === true;
  return policy?.redrivePermission === 'allowAll';
};
