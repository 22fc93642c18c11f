import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const access = z.looseObject({
  status: z.string(),
  method: z.string(),
  resourcePath: z.string(),
  requestId: z.string(),
});
const decision = z.looseObject({ terminatingRuleId: z.string(), responseCodeSent: z.number().nullish() });

/** What the bank wrote about its answers. */
export interface Decisions {
  /** Status to how often. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Rate rules that refused with 429, and how often. */
  readonly rateRules: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
}

/** Reads the access log and the log of the web ACL in a state folder. */
export function readDecisions(stateFolder: string): Decisions {
  const logs = join(stateFolder, 'logs');
  const linesOf = (pattern: string) =>
    globSync(pattern, { cwd: logs }).flatMap((name) =>
      readFileSync(join(logs, name), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line)),
    );
  const accesses = linesOf('*-access.log').map((line) => access.parse(line));
  const limited = linesOf('waf-*.jsonl')
    .map((line) => decision.parse(line))
    .filter(({ responseCodeSent, terminatingRuleId }) => responseCodeSent === 429 && /Rate$/.test(terminatingRuleId));
  return {
    statuses: counts(accesses.map(({ status }) => status)),
    rateRules: counts(limited.map(({ terminatingRuleId }) => terminatingRuleId)),
    failures: accesses
      .filter(({ status }) => Number(status) >= 500)
      .map(({ status, method, resourcePath, requestId }) => `${method} ${resourcePath}: ${status}, ${requestId}`),
  };
}

const counts = (words: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(words, (word) => word)].map(([word, its]) => [word, its.length]));
