import type { Result, TokenResult } from './result.ts';

/** What the pipeline is built for; the limits come from measuring its peers before it was written. */
export interface Goal {
  readonly what: string;
  readonly limit: string;
  readonly value: (run: Run) => number;
  readonly isMet: (value: number) => boolean;
}

interface Run {
  readonly results: readonly Result[];
  readonly tokens: readonly TokenResult[];
}

const atMost = (limit: number, unit: string) => ({
  limit: `≤ ${limit} ${unit}`,
  isMet: (value: number) => value <= limit,
});

const of =
  (name: string, read: (result: Result) => number) =>
  ({ results }: Run): number => {
    const result = results.find((each) => each.name === name);
    return result === undefined ? Number.NaN : read(result);
  };

export const goals: readonly Goal[] = [
  { what: 'bundle, without logger', ...atMost(10, 'KB'), value: of('ours, silent', ({ bytes }) => bytes / 1_000) },
  {
    what: 'bundle, with logger and metrics',
    ...atMost(40, 'KB'),
    value: of('ours, observed', ({ bytes }) => bytes / 1_000),
  },
  { what: 'best import, without logger', ...atMost(5, 'ms'), value: of('ours, silent', (it) => it.bestImportMillis) },
  {
    what: 'best import, with logger and metrics',
    ...atMost(10, 'ms'),
    value: of('ours, observed', (it) => it.bestImportMillis),
  },
  {
    what: 'best import, with tokens, DynamoDB and secrets',
    ...atMost(45, 'ms'),
    value: of('ours, whole', (it) => it.bestImportMillis),
  },
  {
    what: 'own cost of a valid request, before logging',
    ...atMost(10, 'µs'),
    value: of('ours, silent', (it) => it.validMicros),
  },
  {
    what: 'own cost of an invalid request, every error listed',
    ...atMost(15, 'µs'),
    value: of('ours, silent', (it) => it.invalidMicros),
  },
  {
    what: 'RS256 verification with every check, uncached',
    limit: '≥ 80 % of the limit',
    isMet: (value) => value >= 80,
    value: ({ tokens }) => 100 * (tokens.find(({ name }) => name === 'ours')?.share ?? Number.NaN),
  },
];
