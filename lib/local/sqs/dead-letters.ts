import { invalidParameter } from './errors.ts';
import { arnOfQueue, type Engine } from './operation.ts';
import { type QueueAttributes, redrivePolicyOf, takesFrom } from './queue-attributes.ts';
import type { Queue } from './queue-store.ts';

/**
 * Refuses a redrive policy that leads nowhere: messages would be received for ever.
 *
 * @throws AwsError `InvalidParameterValue`
 */
export const assertDeadLetterQueue = (engine: Engine, name: string, attributes: QueueAttributes): void => {
  const policy = redrivePolicyOf(attributes);
  if (policy === undefined) return;
  const refuse = (reason: string) =>
    invalidParameter(`Value ${attributes['RedrivePolicy']} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
  const grave = queueWithArn(engine, policy.deadLetterTargetArn);
  if (grave === undefined || grave.name === name) throw refuse('Dead letter target does not exist.');
  if (grave.attributes['FifoQueue'] !== attributes['FifoQueue']) {
    throw refuse('Dead-letter queue must be same type of queue as the source.');
  }
  if (!takesFrom(grave.attributes, arnOfQueue(engine, name))) {
    throw refuse('The dead-letter queue does not take messages of this queue.');
  }
};

const queueWithArn = (engine: Engine, arn: string): Queue | undefined =>
  engine.queues.all().find(({ name }) => arnOfQueue(engine, name) === arn);

/** Moves a message that was received too often to the dead-letter queue, if there is one that takes it. */
export const bury = (engine: Engine, queue: Queue, position: number): boolean => {
  const policy = redrivePolicyOf(queue.attributes);
  if (policy === undefined || engine.messages.receiveCount(position) < policy.maxReceiveCount) return false;
  const grave = queueWithArn(engine, policy.deadLetterTargetArn);
  const sourceArn = arnOfQueue(engine, queue.name);
  if (grave === undefined || !takesFrom(grave.attributes, sourceArn)) return false;
  const retentionMillis = Number(grave.attributes['MessageRetentionPeriod']) * 1_000;
  engine.messages.move(position, grave.name, sourceArn, (sentAt) => sentAt + retentionMillis);
  engine.waitingRoom.call(grave.name);
  return true;
};
