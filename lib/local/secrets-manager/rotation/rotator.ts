import { randomUUID } from 'node:crypto';
import type { AlarmClock } from '../../alarms/index.ts';
import { AwsError } from '../../aws-service.ts';
import type { Catalog } from '../catalog.ts';
import { invalidRequest } from '../errors.ts';
import type { SecretStates } from '../secret-states.ts';
import type { SecretStore } from '../secret-store.ts';
import { CURRENT, PENDING, stage } from '../staging.ts';
import { nextRotation, type RotationRules } from './rotation-rules.ts';
import type { RotationStore } from './rotation-store.ts';
import { assertInvocable, type RotationFunctions, runStep } from './run-step.ts';

const MINUTE_MILLIS = 60_000;

/** After each failure the whole rotation is tried again; AWS says that it does, and not when. */
const RETRY_AFTER_MINUTES = [1, 5, 15, 60];

const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

export interface RotatorParts {
  readonly now: () => number;
  readonly alarms: AlarmClock;
  readonly functions: RotationFunctions;
  readonly catalog: Catalog;
  readonly store: SecretStore;
  readonly states: SecretStates;
  readonly rotations: RotationStore;
  /** Told of every attempt that failed, in words without the secret's value. */
  readonly report: (message: string) => void;
}

/** Rotates secrets, each by its function, on time and on demand; what is under way survives the end of the process. */
export class Rotator {
  readonly #parts: RotatorParts;
  readonly #running = new Map<string, Promise<void>>();
  #closed = false;

  constructor(parts: RotatorParts) {
    this.#parts = parts;
  }

  /** Sets how a secret rotates. @throws AwsError when Secrets Manager may not invoke the function */
  configure(arn: string, functionArn: string, rules: RotationRules): void {
    assertInvocable(this.#parts.functions, functionArn, arn);
    const { rotations, now } = this.#parts;
    const before = rotations.find(arn);
    rotations.save(arn, {
      functionArn,
      rules,
      enabled: true,
      rotatedAtMillis: before?.rotatedAtMillis,
      nextAtMillis: nextRotation(rules, now()),
      token: before?.token,
      failures: before?.failures ?? 0,
      retryAtMillis: before?.retryAtMillis,
    });
    this.schedule(arn);
  }

  /**
   * Begins a rotation, which then runs by itself.
   *
   * @throws AwsError `InvalidRequestException` when the one before is not complete; that is tried again
   */
  start(arn: string, token: string): void {
    const { rotations, alarms, now } = this.#parts;
    const rotation = rotations.find(arn);
    if (rotation === undefined) throw invalidRequest("You can't rotate a secret that has no rotation function.");
    const pending = this.#pending(arn);
    // One whose label somebody took away is given up.
    const isNew = pending === undefined && !this.#running.has(arn);
    if (isNew) this.#begin(arn, token);
    else if (!this.#running.has(arn) || rotation.token === undefined) {
      // One that was cancelled, or tested only, runs still: it goes on from here when that has ended.
      rotations.save(arn, { ...rotation, token: pending, retryAtMillis: now() });
    }
    alarms.set(arn, now(), () => this.#attempt(arn));
    if (!isNew && rotation.token !== token) {
      throw invalidRequest("A previous rotation isn't complete. That rotation will be reattempted.");
    }
  }

  /** Begins a rotation unless one is not complete yet, which is then tried again. */
  startWhenFree(arn: string, token: string): void {
    try {
      this.start(arn, token);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }

  /** Runs `testSecret` alone, on a version that is gone afterwards, as AWS does when it is not to rotate at once. */
  async test(arn: string): Promise<void> {
    const { rotations, store, functions } = this.#parts;
    const rotation = rotations.find(arn);
    if (rotation === undefined || this.#pending(arn) !== undefined || this.#running.has(arn)) return;
    const token = randomUUID();
    stage(store, arn, token, [PENDING]);
    const run = (async () => {
      try {
        const failure = await runStep(functions, rotation.functionArn, { step: 'testSecret', arn, token });
        if (failure !== undefined) this.#report(arn, 'testSecret', failure);
      } finally {
        if (!this.#closed && store.stages(arn).get(PENDING) === token) store.removeStage(arn, PENDING);
      }
    })();
    this.#running.set(arn, run);
    await run.finally(() => {
      this.#running.delete(arn);
      if (!this.#closed) this.schedule(arn);
    });
  }

  /** Rotates no more by itself. Answers the version that was under way. */
  cancel(arn: string): string | undefined {
    const { rotations, alarms } = this.#parts;
    const rotation = rotations.find(arn);
    if (rotation === undefined) throw invalidRequest("You can't cancel a rotation of a secret that does not rotate.");
    rotations.save(arn, {
      ...rotation,
      enabled: false,
      token: undefined,
      failures: 0,
      retryAtMillis: undefined,
      nextAtMillis: undefined,
    });
    alarms.cancel(arn);
    return rotation.token;
  }

  /** Sets the alarm of a secret by what is written down of it: after a restart, or whenever that has changed. */
  schedule(arn: string): void {
    const { rotations, alarms, states, now } = this.#parts;
    const rotation = rotations.find(arn);
    const isOn = rotation?.enabled === true && states.of(arn).deletesAtMillis === undefined && !this.#closed;
    // One that was under way when the process ended goes on at once.
    const isCutOff = rotation?.token !== undefined && rotation.failures === 0 && !this.#running.has(arn);
    const due = isCutOff ? now() : (rotation?.retryAtMillis ?? rotation?.nextAtMillis);
    if (isOn && due !== undefined) alarms.set(arn, due, () => this.#attempt(arn));
    else alarms.cancel(arn);
  }

  /** Settles when nothing runs. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  /** Writes nothing any more: what is under way is found half done at the next start. */
  close(): void {
    this.#closed = true;
  }

  /** One rotation of a secret at a time: who comes while it runs waits for the same. */
  #attempt(arn: string): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const underWay = this.#running.get(arn);
    if (underWay !== undefined) return underWay;
    const run = this.#runSteps(arn).finally(() => {
      this.#running.delete(arn);
      if (!this.#closed) this.schedule(arn);
    });
    this.#running.set(arn, run);
    return run;
  }

  async #runSteps(arn: string): Promise<void> {
    const { rotations, functions, store } = this.#parts;
    const token = this.#tokenOf(arn);
    if (token === undefined) return;
    for (const step of steps) {
      const rotation = rotations.find(arn);
      if (this.#closed || rotation?.token !== token || !this.#isThere(arn)) return;
      const failure = await runStep(functions, rotation.functionArn, { step, arn, token });
      if (this.#closed) return;
      if (failure !== undefined) return this.#fail(arn, token, step, failure);
    }
    if (store.stages(arn).get(CURRENT) === token) this.#finish(arn, token);
    else this.#fail(arn, token, 'finishSecret', 'it did not move AWSCURRENT to the new version');
  }

  /** Of the rotation that is under way; begins one when it is time. */
  #tokenOf(arn: string): string | undefined {
    const { rotations, store } = this.#parts;
    const rotation = rotations.find(arn);
    if (rotation === undefined || !rotation.enabled || !this.#isThere(arn)) return undefined;
    const isAlmostDone = rotation.token !== undefined && store.stages(arn).get(CURRENT) === rotation.token;
    const token = isAlmostDone ? rotation.token : (this.#pending(arn) ?? randomUUID());
    if (rotation.token !== token) this.#begin(arn, token);
    return token;
  }

  #begin(arn: string, token: string): void {
    const { rotations, store } = this.#parts;
    const rotation = rotations.find(arn);
    if (rotation === undefined) return;
    // The function finds a version that has no value yet.
    if (store.stages(arn).get(CURRENT) !== token) stage(store, arn, token, [PENDING]);
    rotations.save(arn, { ...rotation, token, failures: 0, retryAtMillis: undefined });
  }

  #finish(arn: string, token: string): void {
    const { rotations, now } = this.#parts;
    const rotation = rotations.find(arn);
    if (rotation?.token !== token) return;
    rotations.save(arn, {
      ...rotation,
      token: undefined,
      failures: 0,
      retryAtMillis: undefined,
      rotatedAtMillis: now(),
      nextAtMillis: nextRotation(rotation.rules, now()),
    });
  }

  #fail(arn: string, token: string, step: string, reason: string): void {
    this.#report(arn, step, reason);
    const { rotations, now } = this.#parts;
    const rotation = rotations.find(arn);
    if (rotation?.token !== token) return;
    const failures = rotation.failures + 1;
    // Given up, it has as many attempts again at its next time.
    const minutes = RETRY_AFTER_MINUTES[rotation.failures % (RETRY_AFTER_MINUTES.length + 1)];
    const isGivenUp = minutes === undefined;
    rotations.save(arn, {
      ...rotation,
      failures,
      retryAtMillis: isGivenUp ? undefined : now() + minutes * MINUTE_MILLIS,
      nextAtMillis: isGivenUp ? nextRotation(rotation.rules, now()) : rotation.nextAtMillis,
    });
  }

  /** The version that a rotation was making when it stopped; none when it has become the current one. */
  #pending(arn: string): string | undefined {
    const stages = this.#parts.store.stages(arn);
    const pending = stages.get(PENDING);
    return pending === stages.get(CURRENT) ? undefined : pending;
  }

  #isThere(arn: string): boolean {
    const { catalog, states } = this.#parts;
    return catalog.seek(arn) !== undefined && states.of(arn).deletesAtMillis === undefined;
  }

  #report(arn: string, step: string, reason: string): void {
    this.#parts.report(`The rotation of ${arn} failed at ${step}: ${reason}`);
  }
}
