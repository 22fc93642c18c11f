import type { Finding, Sight } from '../firewall/index.ts';
import type { LoadedFirewall } from '../firewall-app/index.ts';
import type { Credentials, Span } from './credentials.ts';
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
  const { transformations, truth, values } = sight;
  const { asks, findIn } = questionOf(sight, sets);
  const [name = '', details] = Object.entries(sight.field)[0] ?? [];
  const show = (text: string, found?: Span) =>
    showText(text, { hidden: credentials.spansIn(text, transformations, name), found });
  const reasonIn = (text: string, index: number): readonly string[] => {
    const found = findIn(text);
    if (found === undefined) return [];
    const [from] = withAllHidden(found.span, credentials.spansIn(text, transformations, name));
    const parts = [
      found.what ?? '',
      (values ?? []).length > 1 ? `value ${index + 1}` : '',
      from > 0 ? `at byte ${from}` : '',
      show(text, found.span),
    ];
    return [parts.filter((part) => part !== '').join(' ')];
  };
  const reasons = truth === 'match' ? (values ?? withoutLooking).flatMap(reasonIn) : [];
  return {
    within: placeOf(sight),
    kind: kindOf(sight),
    asks,
    field: [name, ...namesIn(details)].join(' '),
    transformations,
    saw: values
      ?.slice(0, mostValues)
      .map((text) => show(text))
      .concat(moreThan(values.length)),
    truth,
    because: truth === 'match' && values === undefined ? [noLook] : reasons.slice(0, mostValues),
  };
}

const withoutLooking: readonly string[] = [];
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
