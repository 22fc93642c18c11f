import type { AlarmClock } from '../../alarms/index.ts';
import { AwsError } from '../../aws-service.ts';
import type { Deliver } from '../../delivery.ts';
import type { LocalEnvironment } from '../../environment.ts';
import type { Work } from '../execution-environment.ts';
import type { FunctionUnit } from '../function-unit.ts';
import type { InvocationResult } from '../lambda-service.ts';
import { newTraceId } from '../new-trace-id.ts';
import { toErrorPayload } from '../to-error-payload.ts';
import type { EventInvokeConfig } from './event-invoke-config.ts';
import { createEventQueue, type EventTarget } from './event-queue.ts';
import { openEventStore } from './event-store.ts';
import { sendOutcome } from './send-outcome.ts';

/** Asynchronous invocations of all functions. */
export interface EventInvocations {
  /** Answers the request id, once the event is kept. @throws AwsError when there is no such function or it is too large */
  add(functionArn: string, requestId: string, payload: string): string;
  /** @throws Error for a second configuration of one function, or values beyond AWS's bounds */
  configure(functionArn: string, config: EventInvokeConfig): void;
  /** Takes up the events that a function had when the runtime ended. */
  resume(functionArn: string): void;
  /** Starts nothing more, and counts nothing that ends from now on as failed. */
  stop(): void;
  close(): void;
}

export interface EventInvocationsOptions {
  readonly environment: LocalEnvironment;
  readonly clock: AlarmClock;
  readonly functions: ReadonlyMap<string, FunctionUnit>;
  readonly run: (unit: FunctionUnit, work: Work) => Promise<InvocationResult>;
  readonly deliver: Deliver;
  readonly warn: (message: string) => void;
}

/** AWS Lambda Developer Guide, "Lambda quotas": 1 MB for an asynchronous request. */
const EVENT_LIMIT_BYTES = 1_048_576;

export const createEventInvocations = (options: EventInvocationsOptions): EventInvocations => {
  const { environment, functions, deliver, warn } = options;
  const configs = new Map<string, EventInvokeConfig>();
  const store = openEventStore(environment);

  const targetOf = (unit: FunctionUnit): EventTarget => {
    const { declaration, arn: functionArn, log } = unit;
    const { roleArn, deadLetterArn, timeoutSeconds, name } = declaration;
    const config = () => configs.get(functionArn) ?? {};
    return {
      config,
      isShut: () => declaration.reservedConcurrency === 0,
      run: ({ requestId, payload }) => options.run(unit, { functionArn, requestId, payload, traceId: newTraceId() }),
      toResponse: (result, requestId) =>
        result.kind === 'returned' || result.kind === 'throttled'
          ? { payload: result.kind === 'returned' ? result.payload : null, hasFailed: false }
          : { payload: toErrorPayload(result, requestId, timeoutSeconds), hasFailed: true },
      finish: (outcome) =>
        sendOutcome(
          outcome,
          { roleArn, config: config(), deadLetterArn },
          {
            deliver,
            nowMillis: environment.now(),
            report(problem) {
              log.noted(outcome.event.requestId, problem);
              warn(`${name}: ${problem}`);
            },
          },
        ),
    };
  };
  const target = (functionArn: string): EventTarget | undefined => {
    const unit = functions.get(functionArn);
    return unit && targetOf(unit);
  };
  const queue = createEventQueue({ store, clock: options.clock, now: environment.now, target });

  return {
    add(functionArn, requestId, payload) {
      if (!functions.has(functionArn)) {
        throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`, { status: 404 });
      }
      const bytes = Buffer.byteLength(payload);
      if (!(bytes <= EVENT_LIMIT_BYTES)) {
        const message = `${bytes} byte payload is too large for the Event invocation type (limit ${EVENT_LIMIT_BYTES} bytes)`;
        throw new AwsError('RequestTooLargeException', message, { status: 413 });
      }
      queue.add(functionArn, requestId, payload);
      return requestId;
    },
    configure(functionArn, config) {
      if (configs.has(functionArn)) throw new Error(`${functionArn} has two configurations of its events`);
      configs.set(functionArn, config);
    },
    resume: (functionArn) => queue.resume(functionArn),
    stop: () => queue.close(),
    close: () => store.close(),
  };
};
