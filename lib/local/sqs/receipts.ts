import { sqsError } from './errors.ts';
import type { Engine } from './operation.ts';
import type { Queue } from './queue-store.ts';

/**
 * Deletes the message that was received under a receipt handle. As on AWS, a handle of an earlier receipt deletes
 * nothing and is no error.
 *
 * @throws AwsError `ReceiptHandleIsInvalid`
 */
export const deleteReceived = ({ messages, environment }: Engine, { name }: Queue, handle: string): void => {
  const found = messages.findReceipt(name, handle, environment.now());
  if (found === 'invalid') throw handleIsInvalid();
  if (found !== 'stale') messages.remove(found.position);
};

/** @throws AwsError `ReceiptHandleIsInvalid`, `MessageNotInflight` */
export const changeVisibility = (engine: Engine, { name }: Queue, handle: string, timeoutSeconds: number): void => {
  const { messages, environment, waitingRoom } = engine;
  const nowMillis = environment.now();
  const found = messages.findReceipt(name, handle, nowMillis);
  if (found === 'invalid') throw handleIsInvalid();
  if (found === 'stale' || !found.isInFlight) {
    throw sqsError('MessageNotInflight', 'The message referred to is not in flight.');
  }
  messages.setVisibleAt(found.position, nowMillis + timeoutSeconds * 1_000);
  waitingRoom.call(name);
};

const handleIsInvalid = () => sqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
