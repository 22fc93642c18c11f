export interface AlarmClockOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of what an alarm threw; no alarm keeps the others from ringing. @default console.error */
  readonly report?: (error: unknown) => void;
}

/** Rings alarms at their times, all by one timer that keeps no process alive. */
export interface AlarmClock {
  /** Rings once, at the time or soon after; a time that is past rings at the next turn. Replaces the alarm of that name. */
  set(name: string, dueMillis: number, ring: () => void | Promise<void>): void;
  cancel(name: string): void;
  /** When the alarm of that name will ring. */
  dueAt(name: string): number | undefined;
  /** Rings at once what is due by now, for a test that moved the clock; settles when every alarm has rung out. */
  check(): Promise<void>;
  /** Nothing rings any more. What rings already goes on. */
  close(): void;
}

interface Alarm {
  readonly name: string;
  readonly dueMillis: number;
  readonly ring: () => void | Promise<void>;
}

/**
 * Timers count the time that a machine was awake, clocks what is on the wall: after a sleep or a corrected clock they
 * disagree. So no timer runs longer than this before the clock is read again.
 */
const LONGEST_WAIT_MILLIS = 15_000;

/** Alarms live in memory: who needs one after a restart sets it again from what it has written down. */
export const createAlarmClock = ({ now, report = console.error }: AlarmClockOptions): AlarmClock => {
  const alarms = new Map<string, Alarm>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const wait = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (closed || alarms.size === 0) return;
    const earliest = [...alarms.values()].reduce((least, { dueMillis }) => Math.min(least, dueMillis), Infinity);
    const delay = Math.min(Math.max(earliest - now(), 0), LONGEST_WAIT_MILLIS);
    timer = setTimeout(() => void check(), delay).unref();
  };

  const ringOut = async ({ ring }: Alarm): Promise<void> => {
    try {
      await ring();
    } catch (error) {
      report(error);
    }
  };

  const check = async (): Promise<void> => {
    if (closed) return;
    const nowMillis = now();
    const due = [...alarms.values()]
      .filter(({ dueMillis }) => !(dueMillis > nowMillis))
      .sort((one, two) => one.dueMillis - two.dueMillis);
    // All are taken down before the first rings, so that one which sets itself again waits for the next turn.
    for (const { name } of due) alarms.delete(name);
    const ringing = due.map(ringOut);
    wait();
    await Promise.all(ringing);
  };

  return {
    set(name, dueMillis, ring) {
      if (Number.isNaN(dueMillis)) throw new Error(`The alarm ${name} has no time`);
      alarms.set(name, { name, dueMillis, ring });
      wait();
    },
    cancel(name) {
      if (alarms.delete(name)) wait();
    },
    dueAt: (name) => alarms.get(name)?.dueMillis,
    check,
    close() {
      closed = true;
      alarms.clear();
      wait();
    },
  };
};
