import { bury } from './dead-letters.ts';
import type { ReceivedMessage } from './message-store.ts';
import type { Engine } from './operation.ts';
import type { Queue } from './queue-store.ts';

export interface ReceiveOptions {
  readonly most: number;
  readonly visibilityMillis: number;
  readonly waitMillis: number;
}

/** Takes messages into flight; waits for the first when there is none, unless the service ends. */
export const receive = async (
  engine: Engine,
  queue: Queue,
  options: ReceiveOptions,
): Promise<readonly ReceivedMessage[]> => {
  const { environment, waitingRoom, messages } = engine;
  const endMillis = environment.now() + options.waitMillis;
  for (;;) {
    const received = receiveNow(engine, queue, options);
    const nowMillis = environment.now();
    if (received.length > 0 || nowMillis >= endMillis || waitingRoom.isClosed) return received;
    const next = messages.nextVisibleAt(queue.name, nowMillis) ?? endMillis;
    await waitingRoom.wait(queue.name, Math.max(1, Math.min(endMillis, next) - nowMillis));
    // The service may have closed its data meanwhile.
    if (waitingRoom.isClosed) return [];
  }
};

const receiveNow = (
  engine: Engine,
  queue: Queue,
  { most, visibilityMillis }: ReceiveOptions,
): readonly ReceivedMessage[] =>
  engine.database.write(() => {
    const { messages, environment } = engine;
    const nowMillis = environment.now();
    const isFifo = queue.attributes['FifoQueue'] === 'true';
    messages.removeExpired(queue.name, nowMillis);
    for (;;) {
      const positions = messages.receivable(queue.name, nowMillis, isFifo, most);
      const left = positions.filter((position) => !bury(engine, queue, position));
      if (left.length === 0 && positions.length > 0) continue;
      return left.map((position) => messages.receive(position, nowMillis, nowMillis + visibilityMillis));
    }
  });
