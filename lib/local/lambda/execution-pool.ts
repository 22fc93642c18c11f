import { availableParallelism } from 'node:os';
import type { ExecutionEnvironment, Work } from './execution-environment.ts';
import type { InvocationResult } from './lambda-service.ts';
import type { BudgetMember, ProcessBudget } from './process-budget.ts';

/** The execution environments of one function: as many as there is work for, up to its concurrency. */
export interface ExecutionPool {
  /** Waits for a free environment, oldest first. Always answers. */
  run(work: Work): Promise<InvocationResult>;
  /** From now on, environments are started anew: what runs may finish, what is idle ends. */
  renew(): void;
  /** Ends all, those at work after a grace; resolves when their processes are gone. */
  close(): Promise<void>;
}

export interface ExecutionPoolOptions {
  readonly start: () => ExecutionEnvironment;
  /** How many processes there may be; more work than that waits, where AWS would start more. */
  readonly processes: number;
  /** Shared by the pools of all functions. */
  readonly budget: ProcessBudget;
}

interface Waiting {
  readonly work: Work;
  readonly answer: (result: InvocationResult) => void;
}

const IDLE_LIMIT_MILLIS = 60_000;
/** How long an invocation may still take when everything ends. */
const GRACE_MILLIS = 700;

export const createExecutionPool = ({ start, processes, budget }: ExecutionPoolOptions): ExecutionPool => {
  const waiting: Waiting[] = [];
  const environments = new Set<ExecutionEnvironment>();
  /** The one that worked last is taken first, so that the others grow old and are ended. */
  const idle: { readonly environment: ExecutionEnvironment; readonly sinceMillis: number }[] = [];
  const retired = new WeakSet<ExecutionEnvironment>();
  const running = new Set<Promise<void>>();
  let starting = 0;
  let closing = false;

  const add = (): void => {
    const environment = start();
    environments.add(environment);
    starting++;
    budget.started();
    environment.ended.then(() => {
      environments.delete(environment);
      serve();
      budget.ended();
    });
    environment.ready
      .then(
        () => release(environment),
        // Lambda fails the invocation for which it started the environment.
        (error: Error) => waiting.shift()?.answer({ kind: 'crashed', reason: error.message }),
      )
      .finally(() => {
        starting--;
        serve();
      });
  };

  const release = (environment: ExecutionEnvironment): void => {
    if (closing || retired.has(environment)) environment.end();
    else if (environment.isUsable()) idle.push({ environment, sinceMillis: performance.now() });
  };

  const takeIdle = (): ExecutionEnvironment | undefined => {
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      if (last.environment.isUsable()) return last.environment;
    }
    return undefined;
  };

  const runOn = async (environment: ExecutionEnvironment, { work, answer }: Waiting): Promise<void> => {
    answer(await environment.run(work));
    release(environment);
    serve();
  };

  const serve = (): void => {
    while (waiting.length > 0) {
      const environment = takeIdle();
      const next = environment === undefined ? undefined : waiting.shift();
      if (environment === undefined || next === undefined) break;
      const run = runOn(environment, next).finally(() => running.delete(run));
      running.add(run);
    }
    // More at once than there are processors would only make each of them later.
    const wanted = Math.min(waiting.length, availableParallelism());
    while (!closing && starting < wanted && environments.size < processes && budget.grants(member, environments.size)) {
      add();
    }
  };

  const endOld = (): void => {
    const isOld = ({ sinceMillis }: { readonly sinceMillis: number }): boolean =>
      performance.now() - sinceMillis > IDLE_LIMIT_MILLIS;
    const firstYoung = idle.findIndex((entry) => !isOld(entry));
    for (const { environment } of idle.splice(0, firstYoung < 0 ? idle.length : firstYoung)) environment.end();
  };
  const trimming = setInterval(endOld, IDLE_LIMIT_MILLIS / 4).unref();
  const member: BudgetMember = {
    giveUpIdle() {
      const oldest = idle.shift();
      oldest?.environment.end();
      return oldest !== undefined;
    },
    serve,
  };
  budget.join(member);

  return {
    run: (work) =>
      new Promise((answer) => {
        if (closing) return answer({ kind: 'crashed', reason: 'The local runtime is closing' });
        waiting.push({ work, answer });
        serve();
      }),
    renew() {
      for (const environment of environments) retired.add(environment);
      for (const { environment } of idle.splice(0)) environment.end();
    },
    async close() {
      closing = true;
      budget.leave(member);
      clearInterval(trimming);
      for (const { answer } of waiting.splice(0)) answer({ kind: 'crashed', reason: 'The local runtime is closing' });
      for (const { environment } of idle.splice(0)) environment.end();
      const all = [...environments];
      const grace = setTimeout(() => {
        for (const environment of all) environment.end();
      }, GRACE_MILLIS);
      await Promise.all([...running, ...all.map(({ ended }) => ended)]);
      clearTimeout(grace);
    },
  };
};
