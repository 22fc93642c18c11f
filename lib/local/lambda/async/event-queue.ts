import type { AlarmClock } from '../../alarms/index.ts';
import type { Json } from '../../json.ts';
import type { InvocationResult } from '../lambda-service.ts';
import { DEFAULT_EVENT_AGE_SECONDS, DEFAULT_RETRY_ATTEMPTS, type EventInvokeConfig } from './event-invoke-config.ts';
import type { EventStore, QueuedEvent } from './event-store.ts';
import type { Condition, Outcome } from './invocation-record.ts';

/** What the queue asks of a function. */
export interface EventTarget {
  config(): EventInvokeConfig;
  /** Nothing may run: its events are given up at once. */
  isShut(): boolean;
  run(event: QueuedEvent): Promise<InvocationResult>;
  /** What stands for a result in the record of an invocation. */
  toResponse(result: InvocationResult, requestId: string): { readonly payload: Json; readonly hasFailed: boolean };
  finish(outcome: Outcome): Promise<void>;
}

/** The events of asynchronous invocations, each tried until its function took it or AWS would give it up. */
export interface EventQueue {
  /** The event is kept when this answers. */
  add(functionArn: string, requestId: string, payload: string): void;
  /** Takes up what was left by an earlier run. */
  resume(functionArn: string): void;
  close(): void;
}

export interface EventQueueOptions {
  readonly store: EventStore;
  readonly clock: AlarmClock;
  readonly now: () => number;
  readonly target: (functionArn: string) => EventTarget | undefined;
}

/** AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation". */
const RETRY_MILLIS = 60_000;
const FIRST_THROTTLE_MILLIS = 1_000;
const LONGEST_THROTTLE_MILLIS = 300_000;

export const createEventQueue = ({ store, clock, now, target }: EventQueueOptions): EventQueue => {
  let closed = false;

  const schedule = ({ requestId, dueAtMillis }: Pick<QueuedEvent, 'requestId' | 'dueAtMillis'>): void =>
    clock.set(`lambda event ${requestId}`, dueAtMillis, () => attempt(requestId));

  const postpone = (event: QueuedEvent, delayMillis: number): void => {
    const later = { ...event, dueAtMillis: now() + delayMillis };
    store.postpone(later);
    schedule(later);
  };

  const attempt = async (requestId: string): Promise<void> => {
    const event = store.get(requestId);
    const its = event && target(event.functionArn);
    if (closed || event === undefined || its === undefined) return;
    const { maximumRetryAttempts = DEFAULT_RETRY_ATTEMPTS } = its.config();

    const finish = async (condition: Condition, invokeCount: number, response?: Outcome['response']): Promise<void> => {
      await its.finish({ event, condition, invokeCount, response });
      store.remove(requestId);
    };

    if (its.isShut()) return finish('ZeroReservedConcurrency', event.failures);
    if (isTooOld(event, its, now())) return finish('EventAgeExceeded', event.failures);
    const result = await its.run(event);
    // What the end of the runtime cut short is tried again at its next start.
    if (closed) return;
    if (result.kind === 'throttled') {
      const delay = Math.min(FIRST_THROTTLE_MILLIS * 2 ** event.throttles, LONGEST_THROTTLE_MILLIS);
      return postpone({ ...event, throttles: event.throttles + 1 }, delay);
    }
    const response = its.toResponse(result, requestId);
    const runs = event.failures + 1;
    if (result.kind === 'returned') return finish('Success', runs, response);
    if (runs > maximumRetryAttempts) return finish('RetriesExhausted', runs, response);
    const delay = RETRY_MILLIS * runs;
    if (isTooOld(event, its, now() + delay)) return finish('EventAgeExceeded', runs, response);
    return postpone({ ...event, failures: runs, throttles: 0 }, delay);
  };

  return {
    add(functionArn, requestId, payload) {
      const nowMillis = now();
      const times = { queuedAtMillis: nowMillis, dueAtMillis: nowMillis };
      const event = { requestId, functionArn, payload, ...times, failures: 0, throttles: 0 };
      store.add(event);
      schedule(event);
    },
    resume: (functionArn) => store.dueTimes(functionArn).forEach(schedule),
    close() {
      closed = true;
    },
  };
};

const isTooOld = ({ queuedAtMillis }: QueuedEvent, its: EventTarget, atMillis: number): boolean => {
  const { maximumEventAgeSeconds = DEFAULT_EVENT_AGE_SECONDS } = its.config();
  return !(atMillis - queuedAtMillis <= maximumEventAgeSeconds * 1_000);
};
