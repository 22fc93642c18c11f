import { looksLikeScriptInjection, looksLikeSqlInjection } from '../detection/injection.ts';
import type { ByteString } from '../engine/byte-string.ts';
import { Texts } from '../engine/texts.ts';
import type { Finding, Sight, Trace } from '../engine/trace.ts';
import { fullNameOf } from '../rules/rule-match.ts';
import { scriptTokens, sqlTokens } from './matched-data.ts';

/** What an SqliMatch or XssMatch found. */
export interface MatchDetail {
  readonly conditionType: 'SQL_INJECTION' | 'XSS';
  readonly sensitivityLevel: string | undefined;
  readonly field: object;
  readonly matchedData: readonly ByteString[];
}

/** What the log says of a decision beside the rules that matched. */
export interface LogNotes {
  /** The groups that were asked, in their order, whether or not one of their rules matched. */
  readonly groupIds: ReadonlySet<string>;
  /** By full name of the rule. AWS gives details of two kinds of conditions only. */
  readonly details: ReadonlyMap<string, readonly MatchDetail[]>;
  /** What the rate-based rules that matched counted by, by full name of the rule. */
  readonly rates: ReadonlyMap<string, Sight>;
  /** The names of the fields that some condition looked at. */
  readonly fields: ReadonlySet<string>;
}

/** Takes notes for the log, and hands everything on to whoever else wants to know. */
export function takeNotes(other: Trace | undefined): { readonly trace: Trace; readonly notes: LogNotes } {
  const groupIds = new Set<string>();
  const details = new Map<string, readonly MatchDetail[]>();
  const rates = new Map<string, Sight>();
  const fields = new Set<string>();
  let matches: Sight[] = [];

  const found = (finding: Finding) => {
    if (finding.groupId !== undefined) groupIds.add(finding.groupId);
    if (finding.truth === 'match') {
      const name = nameOf(finding);
      details.set(name, matches.flatMap(detailOf));
      const rate = matches.find(({ path }) => path.endsWith('.RateBasedStatement'));
      if (rate !== undefined) rates.set(name, rate);
    }
    matches = [];
    other?.found(finding);
  };
  const saw = (sight: Sight) => {
    for (const name of Object.keys(sight.field)) fields.add(name);
    if (sight.truth === 'match') matches.push(sight);
    other?.saw(sight);
  };
  const { presume } = other ?? {};
  const trace = presume === undefined ? { saw, found } : { saw, found, presume };
  return { trace, notes: { groupIds, details, rates, fields } };
}

const nameOf = ({ rule, inGroup, groupId }: Finding): string =>
  fullNameOf({ rule, inGroup: inGroup === undefined ? undefined : { rule: inGroup, groupId: groupId ?? '' } });

const kinds = [
  { of: '.SqliMatchStatement', conditionType: 'SQL_INJECTION', looks: looksLikeSqlInjection, tokens: sqlTokens },
  { of: '.XssMatchStatement', conditionType: 'XSS', looks: looksLikeScriptInjection, tokens: scriptTokens },
] as const;

function detailOf({ path, condition, field, values = [] }: Sight): readonly MatchDetail[] {
  const kind = kinds.find(({ of }) => path.endsWith(of));
  if (kind === undefined) return [];
  const culprit = values.find((value) => kind.looks(new Texts([value]))) ?? values[0] ?? '';
  const level = 'SensitivityLevel' in condition ? String(condition.SensitivityLevel) : undefined;
  const sensitivityLevel = kind.conditionType === 'XSS' ? undefined : (level ?? 'LOW');
  return [{ conditionType: kind.conditionType, sensitivityLevel, field, matchedData: kind.tokens(culprit) }];
}
