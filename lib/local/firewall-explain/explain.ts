import type { CustomAnswer, Fidelity, Finding, InspectedRequest, Sight } from '../firewall/index.ts';
import { gatewayRefusal, type LoadedFirewall } from '../firewall-app/index.ts';
import type { Template } from '../template/index.ts';
import { type Credentials, credentialsOf } from './credentials.ts';
import { showText } from './show-text.ts';
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

export interface RuleReport {
  /** `CommonRules#NoUserAgent_HEADER` */
  readonly rule: string;
  readonly truth: Finding['truth'];
  readonly action: string;
  readonly enforcement: Fidelity;
  readonly labels: readonly string[];
  readonly conditions: readonly ConditionReport[];
}

export interface Explanation {
  readonly webAcl: { readonly name: string; readonly capacity: number };
  readonly request: { readonly line: string; readonly clientIp: string; readonly bodyBytes: number };
  /** In the order in which they were asked. */
  readonly rules: readonly RuleReport[];
  readonly notReached: readonly string[];
  readonly verdict: {
    readonly action: string;
    readonly rule: string;
    readonly enforcement: Fidelity | undefined;
    readonly labels: readonly string[];
    readonly countedRules: readonly string[];
    /** What the request takes along to the API. */
    readonly insertedHeaders: readonly (readonly [string, string])[];
    /** What the client gets instead. */
    readonly answer: CustomAnswer | undefined;
  };
  /** What has to be known to read this rightly. */
  readonly remarks: readonly string[];
}

/** More values than these are not shown of one field. */
const mostValues = 8;

/** Asks the web ACL about one request, and keeps all that it says on the way. */
export function explain(
  request: InspectedRequest,
  {
    firewall,
    templates,
    remarks,
  }: {
    readonly firewall: LoadedFirewall;
    readonly templates: readonly Template[];
    readonly remarks: readonly string[];
  },
): Explanation {
  const hidden = firewall.redactedFields.flatMap(({ SingleHeader }) => SingleHeader?.Name ?? []);
  const credentials = credentialsOf(request, hidden);
  const rules: RuleReport[] = [];
  let sights: Sight[] = [];
  const verdict = firewall.webAcl.evaluate(request, {
    saw: (sight) => void sights.push(sight),
    found: ({ rule, inGroup, truth, action, enforcement, labels }) => {
      const conditions = sights.map((sight) => reportOf(sight, firewall, credentials));
      rules.push({ rule: nameOf(rule, inGroup), truth, action, enforcement, labels, conditions });
      sights = [];
    },
  });
  const { seen } = verdict;
  const ending = rules.find(({ rule, truth }) => rule === seen.terminatingRule && truth === 'match');
  const passes = verdict.action === 'allow';
  const line = `${request.method} ${request.uriPath}${request.queryString === '' ? '' : `?${request.queryString}`}`;
  return {
    webAcl: { name: firewall.name, capacity: firewall.capacity },
    request: {
      line: showText(line, { hidden: credentials.spansIn(line, []) }),
      clientIp: request.clientIp,
      bodyBytes: request.body.length,
    },
    rules,
    notReached: notReached(firewall, rules),
    verdict: {
      action: ending?.action ?? (passes ? 'ALLOW' : 'BLOCK'),
      rule: seen.terminatingRule,
      enforcement: ending?.enforcement,
      labels: seen.labels,
      countedRules: seen.countedRules,
      insertedHeaders: passes ? verdict.insertHeaders : [],
      answer: passes ? undefined : (verdict.customResponse ?? gatewayRefusal(templates, request.requestId)),
    },
    remarks: [...remarks, ...remarksOn(rules)],
  };
}

const nameOf = (rule: string, inGroup: string | undefined) => (inGroup === undefined ? rule : `${rule}#${inGroup}`);

function reportOf(sight: Sight, sets: LoadedFirewall, credentials: Credentials): ConditionReport {
  const { asks, findIn } = questionOf(sight, sets);
  const { transformations, truth, values } = sight;
  const show = (text: string, found?: readonly [number, number]) =>
    showText(text, { hidden: credentials.spansIn(text, transformations), found });
  const finds =
    truth !== 'match'
      ? []
      : (values ?? []).flatMap((text, index) => {
          const found = findIn(text);
          if (found === undefined) return [];
          const where = (values ?? []).length > 1 ? `value ${index + 1}` : '';
          return [[found.what, where, found.span[0] > 0 ? `at byte ${found.span[0]}` : '', show(text, found.span)]];
        });
  const [name, details] = Object.entries(sight.field)[0] ?? ['', {}];
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
    because:
      truth === 'match' && values === undefined
        ? ['decided without looking: the part is too large, unreadable or missing, and the rule says what then']
        : finds
            .slice(0, mostValues)
            .map((parts) => parts.filter((part) => part !== undefined && part !== '').join(' ')),
  };
}

const moreThan = (count: number): readonly string[] => (count > mostValues ? [`… and ${count - mostValues} more`] : []);

/** Between the rule and the condition. */
function placeOf({ path }: Sight): string {
  const steps = path.split('.');
  const from = steps.findLastIndex((step) => step === 'Statement' && steps.indexOf(step) >= 0);
  const first = steps.indexOf('Statement');
  return steps.slice(first < 0 ? Math.max(0, from) : first + 1, -1).join('.');
}

/** What a field is told to look at: the name of a header, the pointers into a body. */
const namesIn = (details: unknown): readonly string[] =>
  typeof details === 'string'
    ? [details]
    : typeof details === 'object' && details !== null
      ? Object.entries(details).flatMap(([key, value]) => (key === 'OversizeHandling' ? [] : namesIn(value)))
      : [];

function notReached({ described, properties }: LoadedFirewall, rules: readonly RuleReport[]): readonly string[] {
  const reached = new Set(rules.map(({ rule }) => rule));
  const top = properties.Rules.toSorted((one, other) => one.Priority - other.Priority).map(({ Name }) => Name);
  const kept = (name: string) => [...reached].some((rule) => rule === name);
  return top.flatMap((name) =>
    kept(name)
      ? []
      : described
          .map(({ rule }) => rule)
          .filter((rule) => (rule === name || rule.startsWith(`${name}#`)) && !reached.has(rule)),
  );
}

function remarksOn(rules: readonly RuleReport[]): readonly string[] {
  const notEnforced = rules.filter(({ enforcement }) => enforcement === 'not-enforced').length;
  const approximated = rules.filter(
    ({ enforcement, conditions }) => enforcement === 'approximated' && !isRate(conditions),
  );
  const rates = rules.filter(({ conditions }) => isRate(conditions)).length;
  return [
    ...(notEnforced > 0 ? [`${notEnforced} rules look for what only AWS knows, and match nothing here`] : []),
    ...(approximated.length > 0
      ? [`${approximated.length} rules are approximated: AWS does not publish what they look for`]
      : []),
    ...(rates > 0 ? [`${rates} rules count requests, and this is the first one of its key`] : []),
  ];
}

const isRate = (conditions: readonly ConditionReport[]) => conditions.some(({ kind }) => kind === 'RateBasedStatement');
