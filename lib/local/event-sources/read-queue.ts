import type { AwsJsonService } from '../aws-service.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { newTraceId } from '../lambda/index.ts';
import { parseItemFailures } from './parse-item-failures.ts';
import { type Reader, type ReaderParts, reasonOf } from './reader.ts';
import { toQueueRecord } from './to-queue-record.ts';

const MOST_AT_ONCE = 10;
const LONGEST_POLL_SECONDS = 20;
/** After an error of the queue itself. */
const PAUSE_MILLIS = 1_000;

/**
 * Reads a queue for one mapping, batch after batch, where AWS reads several at once. What the function did not take comes
 * again when its visibility timeout is over, as the queue sees to.
 */
export const createQueueReader = (
  parts: ReaderParts & { readonly queues: Pick<AwsJsonService, 'operations'> },
): Reader => {
  const { mapping, environment, lambda, queues } = parts;
  const { eventSourceArn, batchSize, functionArn } = mapping;
  let stopped = false;
  let working: Promise<void> = Promise.resolve();

  const call = async (name: string, input: JsonObject): Promise<JsonObject> => {
    const operation = queues.operations.get(name);
    if (operation === undefined) throw new Error(`There is no operation ${name} of queues`);
    // The rights of the function's role were asked for when the mapping began.
    const caller = { kind: 'developer', arn: lambda.roleOf(functionArn) } as const;
    return operation.run(input, { caller, requestId: mapping.uuid, nowMillis: environment.now() });
  };

  const receive = async (QueueUrl: string, most: number, WaitTimeSeconds: number): Promise<readonly JsonObject[]> => {
    const MaxNumberOfMessages = Math.min(most, MOST_AT_ONCE);
    const names = { MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] };
    const { Messages } = await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages, WaitTimeSeconds, ...names });
    return Array.isArray(Messages) ? Messages.filter(isJsonObject) : [];
  };

  /** Up to a batch, for as long as the window is open after the first message. */
  const gather = async (queueUrl: string): Promise<readonly JsonObject[]> => {
    const messages = [...(await receive(queueUrl, batchSize, LONGEST_POLL_SECONDS))];
    const endMillis = environment.now() + mapping.windowSeconds * 1_000;
    while (messages.length > 0 && messages.length < batchSize && !stopped) {
      const leftSeconds = Math.min(Math.ceil((endMillis - environment.now()) / 1_000), LONGEST_POLL_SECONDS);
      const more = await receive(queueUrl, batchSize - messages.length, Math.max(leftSeconds, 0));
      messages.push(...more);
      if (more.length === 0 && leftSeconds <= 0) break;
    }
    return messages.map((message) => toQueueRecord(message, eventSourceArn));
  };

  const remove = async (QueueUrl: string, records: readonly JsonObject[]): Promise<void> => {
    for (const { receiptHandle } of records) await call('DeleteMessage', { QueueUrl, ReceiptHandle: receiptHandle });
  };

  const hand = async (queueUrl: string, records: readonly JsonObject[]): Promise<void> => {
    const wanted = records.filter(parts.isWanted);
    // A message that no filter wants is gone, as on AWS.
    await remove(
      queueUrl,
      records.filter((record) => !wanted.includes(record)),
    );
    if (wanted.length === 0) return;
    const result = await lambda.invoke({ functionArn, payload: { Records: wanted }, traceId: newTraceId() });
    const idOf = (record: JsonObject): string => String(record['messageId']);
    const failed =
      result.kind !== 'returned'
        ? undefined
        : mapping.reportsItemFailures
          ? parseItemFailures(result.payload, wanted.map(idOf))
          : new Set<string>();
    if (failed === undefined)
      parts.warn(`${functionArn} failed with messages of ${eventSourceArn}: ${reasonOf(result)}`);
    else
      await remove(
        queueUrl,
        wanted.filter((record) => !failed.has(idOf(record))),
      );
  };

  const readAll = async (): Promise<void> => {
    const name = eventSourceArn.slice(eventSourceArn.lastIndexOf(':') + 1);
    const { QueueUrl } = await call('GetQueueUrl', { QueueName: name });
    while (!stopped) {
      try {
        const records = await gather(String(QueueUrl));
        if (records.length > 0 && !stopped) await hand(String(QueueUrl), records);
      } catch (error) {
        if (stopped) return;
        parts.warn(`${eventSourceArn} cannot be read: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS).unref());
      }
    }
  };

  return {
    start() {
      working = readAll().catch((error: unknown) => parts.warn(`${eventSourceArn} cannot be read: ${String(error)}`));
    },
    settled: async () => {},
    async stop() {
      stopped = true;
      await working;
    },
  };
};
