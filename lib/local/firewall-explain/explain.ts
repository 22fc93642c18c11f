import type { CustomAnswer, Fidelity, Finding, InspectedRequest, Sight } from '../firewall/index.ts';
import { gatewayRefusal, type LoadedFirewall } from '../firewall-app/index.ts';
import type { Template } from '../template/index.ts';
import { type ConditionReport, toConditionReport } from './condition-report.ts';
import { credentialsOf } from './credentials.ts';
import { showText } from './show-text.ts';

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
      const conditions = sights.map((sight) => toConditionReport(sight, firewall, credentials));
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
      line: showText(line, { hidden: credentials.spansIn(line, [], '') }),
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
    ...(rates > 0 ? [`${rates} rules count requests, and know of no others than those explained here`] : []),
  ];
}

const isRate = (conditions: readonly ConditionReport[]) => conditions.some(({ kind }) => kind === 'RateBasedStatement');
