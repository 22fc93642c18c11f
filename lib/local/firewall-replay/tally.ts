import type { Change, Judgement } from './judge.ts';
import type { WafRecord } from './waf-record.ts';

/** How often something changed from one rule to another. */
export interface ChangeRow {
  readonly change: Change;
  readonly before: string;
  readonly after: string;
  requests: number;
}

/** How often a rule could not be judged, and what it was taken for. */
export interface PresumedRow {
  readonly rule: string;
  recordedMatch: number;
  recordedNoMatch: number;
  /** The record said nothing of it. */
  unknown: number;
}

export interface Summary {
  readonly requests: number;
  readonly changes: Readonly<Record<Change, number>>;
  /** Of these some rule was taken to come to what the log says, or to nothing. */
  readonly notFullyJudged: number;
  readonly webAcls: number;
  readonly byRule: readonly ChangeRow[];
  readonly presumed: readonly PresumedRow[];
}

/** Counts judgements. Its size depends on how many rules there are, and not on how many requests. */
export function createTally() {
  const changes: Record<Change, number> = {
    unchanged: 0,
    'newly refused': 0,
    'newly let through': 0,
    'decided by another rule': 0,
  };
  const byRule = new Map<string, ChangeRow>();
  const byPresumed = new Map<string, PresumedRow>();
  const webAcls = new Set<string>();
  let requests = 0;
  let notFullyJudged = 0;
  return {
    /** @returns how many there have been */
    add({ webaclId }: WafRecord, { change, before, after, presumed }: Judgement): number {
      requests += 1;
      changes[change] += 1;
      webAcls.add(webaclId);
      if (presumed.length > 0) notFullyJudged += 1;
      for (const { rule, by, truth } of presumed) {
        const row = byPresumed.get(rule) ?? { rule, recordedMatch: 0, recordedNoMatch: 0, unknown: 0 };
        row[by === 'nothing' ? 'unknown' : truth === 'match' ? 'recordedMatch' : 'recordedNoMatch'] += 1;
        byPresumed.set(rule, row);
      }
      if (change === 'unchanged') return requests;
      const [from, to] = [`${before.action} ${before.rule}`, `${after.action} ${after.rule}`];
      const row = byRule.get(`${from}\n${to}`) ?? { change, before: from, after: to, requests: 0 };
      row.requests += 1;
      byRule.set(`${from}\n${to}`, row);
      return requests;
    },
    summary: (): Summary => ({
      requests,
      changes,
      notFullyJudged,
      webAcls: webAcls.size,
      byRule: [...byRule.values()].sort((one, other) => other.requests - one.requests),
      presumed: [...byPresumed.values()].sort((one, other) => countOf(other) - countOf(one)),
    }),
  };
}

const countOf = ({ recordedMatch, recordedNoMatch, unknown }: PresumedRow) => recordedMatch + recordedNoMatch + unknown;
