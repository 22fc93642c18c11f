import type { Finding, Sight } from '../firewall/index.ts';
import type { LoadedFirewall } from '../firewall-app/index.ts';
import type { Credentials } from './credentials.ts';
import { type SeenText, seenTexts } from './seen-texts.ts';
import { showText, withAllHidden } from './show-text.ts';
import { kindOf, questionOf } from './why.ts';

/** What a condition asked, saw and found. */
export interface ConditionReport {
  /** Where it stands in the rule: `OrStatement.Statements[0]`; `NotStatement` turns its answer round. */
  readonly within: string;
  readonly kind: string;
  readonly asks: string;
  /** `SingleHeader referer` */
  readonly field: string;
  readonly transformations: readonly string[];
  /** After the transformations, cut and redacted; undefined where the answer was found without looking. */
  readonly saw: readonly string[] | undefined;
  readonly truth: Finding['truth'];
  /** What was found, and where. */
  readonly because: readonly string[];
}

/** More values than these are not shown of one field. */
const mostValues = 8;

export function toConditionReport(
  sight: Sight,
  sets: Pick<LoadedFirewall, 'patternSets' | 'ipSets'>,
  credentials: Credentials,
): ConditionReport {
  const { transformations, truth } = sight;
  const seen = seenTexts(sight);
  const { asks, findIn } = questionOf(sight, sets);
  const [name = '', details] = Object.entries(sight.field)[0] ?? [];
  const hiddenIn = ({ text, chain }: SeenText) => credentials.spansIn(text, chain, name);
  const reasonIn = (one: SeenText, index: number): readonly string[] => {
    const found = findIn(one.text);
    if (found === undefined) return [];
    const hidden = hiddenIn(one);
    const [from] = withAllHidden(found.span, hidden);
    const parts = [
      found.what ?? '',
      (seen ?? []).length > 1 ? `value ${index + 1}` : '',
      from > 0 ? `at byte ${from}` : '',
      showText(one.text, { hidden, found: found.span }),
    ];
    return [parts.filter((part) => part !== '').join(' ')];
  };
  const reasons = truth === 'match' ? (seen ?? []).flatMap(reasonIn) : [];
  return {
    within: placeOf(sight),
    kind: kindOf(sight),
    asks,
    field: [name, ...namesIn(details)].join(' '),
    transformations,
    saw: seen
      ?.slice(0, mostValues)
      .map((one) => showText(one.text, { hidden: hiddenIn(one) }))
      .concat(moreThan(seen.length)),
    truth,
    because: truth === 'match' && seen === undefined ? [noLook] : reasons.slice(0, mostValues),
  };
}

const noLook = 'decided without looking: the part is too large, unreadable or missing, and the rule says what then';

const moreThan = (count: number): readonly string[] => (count > mostValues ? [`… and ${count - mostValues} more`] : []);

/** Between the rule, `Rules[0].Statement` or `AWSManagedRulesCommonRuleSet.NoUserAgent_HEADER`, and the condition. */
function placeOf({ path }: Sight): string {
  const steps = path.split('.');
  return steps
    .slice(
      Math.max(
        0,
        steps.findLastIndex((step) => /^Rules\[\d+\]$/.test(step)),
      ) + 2,
      -1,
    )
    .join('.');
}

/** What a field is told to look at: the name of a header, the pointers into a body. */
function namesIn(details: unknown): readonly string[] {
  if (typeof details === 'string') return [details];
  if (typeof details !== 'object' || details === null) return [];
  return Object.entries(details).flatMap(([key, value]) => (key === 'OversizeHandling' ? [] : namesIn(value)));
}
