/** Where long polls wait for messages. */
export interface WaitingRoom {
  /** Settles when somebody calls for the queue, the time is over, or the room closes. */
  wait(queue: string, millis: number): Promise<void>;
  call(queue: string): void;
  readonly isClosed: boolean;
  /** Nobody waits any more. */
  close(): void;
}

export function createWaitingRoom(): WaitingRoom {
  const waiting = new Map<string, Set<() => void>>();
  let isClosed = false;
  const call = (queue: string) => {
    for (const leave of [...(waiting.get(queue) ?? [])]) leave();
  };
  return {
    wait: (queue, millis) =>
      new Promise((resolve) => {
        if (isClosed) return resolve();
        const others = waiting.get(queue) ?? new Set();
        const leave = () => {
          clearTimeout(timer);
          others.delete(leave);
          if (others.size === 0) waiting.delete(queue);
          resolve();
        };
        const timer = setTimeout(leave, millis);
        others.add(leave);
        waiting.set(queue, others);
      }),
    call,
    get isClosed() {
      return isClosed;
    },
    close() {
      isClosed = true;
      for (const queue of [...waiting.keys()]) call(queue);
    },
  };
}
