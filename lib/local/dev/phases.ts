/** Prints what goes on at start-up, one line a phase, with the time each took. */
export interface Phases {
  run<Result>(name: string, action: () => Result | Promise<Result>): Promise<Result>;
  /** Milliseconds since the first phase began. */
  elapsedMillis(): number;
}

export function createPhases(write: (text: string) => void, isTerminal: boolean): Phases {
  const start = performance.now();
  return {
    async run(name, action) {
      const began = performance.now();
      if (isTerminal) write(`  … ${name}`);
      const result = await action();
      write(`${isTerminal ? '\r' : ''}  ✓ ${name.padEnd(44)} ${seconds(performance.now() - began)}\n`);
      return result;
    },
    elapsedMillis: () => performance.now() - start,
  };
}

export const seconds = (millis: number): string => `${(millis / 1000).toFixed(1)} s`;
