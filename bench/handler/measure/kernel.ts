/**
 * Measuring on a machine that others use. Cost is CPU time of the process (its garbage collector included), each sample
 * stands between two samples of a fixed kernel, and the ratio of the two is what is kept: a slow moment slows both.
 */
const document = JSON.stringify({
  id: '7f9c24e5-2c5d-4f3a-9d1b-0b8a3f0e9a11',
  parties: Array.from({ length: 4 }, (_, index) => ({
    name: `Party ${index}`,
    iban: 'DE89370400440532013000',
    limit: 1250.75,
  })),
  reference: 'Invoice 2026/4471 services',
  tags: ['invoice', 'services', 'calibration'],
});

let sink: unknown;
const kernel = () => {
  sink = JSON.parse(document);
};

export interface Case {
  readonly name: string;
  readonly run: () => unknown;
}

export interface Measured {
  readonly name: string;
  /** Cost of one call in calls of the kernel; the median of the samples. */
  readonly kernels: number;
}

export interface Measurement {
  readonly cases: readonly Measured[];
  /** The kernel's cost at the best moment of this process, in microseconds. */
  readonly kernelMicros: number;
}

const sampleMillis = 30;
const warmUpRounds = 6;
const rounds = 15;

/** Measures all cases in turns, so that each meets every moment of the machine. */
export async function measure(cases: readonly Case[]): Promise<Measurement> {
  for (let round = 0; round < warmUpRounds; round += 1) for (const { run } of cases) await sample(run, sampleMillis);
  const ratios = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
  const kernels: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of cases) {
      const before = await sample(kernel, sampleMillis / 3);
      const own = await sample(run, sampleMillis);
      const after = await sample(kernel, sampleMillis / 3);
      kernels.push(before, after);
      ratios.get(name)?.push((2 * own) / (before + after));
    }
  }
  return {
    cases: cases.map(({ name }) => ({ name, kernels: median(ratios.get(name) ?? []) })),
    kernelMicros: kernels.toSorted((a, b) => a - b)[Math.floor(kernels.length / 10)] ?? Number.NaN,
  };
}

/** Microseconds of CPU a call, over at least this many milliseconds. */
async function sample(run: () => unknown, millis: number): Promise<number> {
  const start = cpuMicros();
  let calls = 0;
  for (;;) {
    for (let index = 0; index < 64; index += 1) {
      const outcome = run();
      if (outcome instanceof Promise) await outcome;
    }
    calls += 64;
    const spent = cpuMicros() - start;
    if (spent >= millis * 1_000) return spent / calls;
  }
}

const cpuMicros = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Keeps the engine from seeing that the kernel's work is for nothing. */
export const used = (): unknown => sink;
