import { type DescribedRule, type FirewallService, type RateMode, rateModes } from '../firewall/index.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { Enforcement } from '../resource-type.ts';
import type { DeclaredStack } from '../template/index.ts';

type Lesser = Exclude<Enforcement, { readonly kind: 'enforced' }>;

/** One line of the start-up banner: what of the template does less here than on AWS, and why. */
export interface ReportLine {
  readonly kind: Lesser['kind'];
  /** `AWS::Lambda::Function Architectures`, or a rule of a managed group. */
  readonly what: string;
  readonly why: string;
  /** How many resources it concerns. */
  readonly count: number;
}

/** What the local runtime does of what the template asks; whatever is in neither list was refused at the start. */
export interface EnforcementReport {
  /** Resource types that are enforced whole, with how many of each. */
  readonly enforced: readonly { readonly what: string; readonly count: number }[];
  readonly lesser: readonly ReportLine[];
  /** `acl#group#rule`, by how near each comes to AWS. Absent where the template has no rules. */
  readonly firewallRules?: Readonly<Record<DescribedRule['enforcement'], readonly string[]>>;
}

interface ReportOptions {
  readonly fastWrites?: boolean;
  readonly rateMode?: RateMode;
  /** What AWS accepts of the template in silence though it does nothing: where it stands, and why. */
  readonly warnings?: readonly (readonly [where: string, why: string])[];
}

/** Tells apart what the template's resources get here: all of it, some of it, nothing. */
export function enforcementReport(
  stacks: readonly DeclaredStack[],
  firewall: Pick<FirewallService, 'describe'>,
  options: ReportOptions = {},
): EnforcementReport {
  const enforced = new Map<string, number>();
  const lesser = new Map<string, ReportLine>();
  const add = (what: string, enforcement: Lesser) => {
    const why = enforcement.kind === 'approximated' ? enforcement.how : enforcement.why;
    const known = lesser.get(what);
    lesser.set(what, { kind: enforcement.kind, what, why, count: (known?.count ?? 0) + 1 });
  };
  for (const { resourceType, properties } of stacks.flatMap(({ resources }) => resources)) {
    const { type, enforcement } = resourceType;
    if (enforcement.kind === 'enforced') enforced.set(type, (enforced.get(type) ?? 0) + 1);
    else add(type, enforcement);
    for (const [path, less] of Object.entries(resourceType.lesser ?? {})) {
      if (has(properties, path.split('.'))) add(`${type} ${path}`, less);
    }
  }
  const rules = firewall.describe();
  for (const { rule, enforcement } of rules) {
    if (enforcement === 'approximated') add(rule, { kind: 'approximated', how: isOfGroup(rule) ? ofGroup : ofOwn });
    if (enforcement === 'not-enforced') {
      add(rule, {
        kind: 'not-enforced',
        why: 'AWS does not publish what the rule knows, or what adds the labels that it asks for',
      });
    }
  }
  for (const [where, why] of options.warnings ?? []) add(`AWS::WAFv2::WebACL ${where}`, { kind: 'not-enforced', why });
  const { rateMode } = options;
  if (rules.length > 0 && rateMode !== undefined) {
    add(`--waf-rates ${rateMode}`, { kind: 'approximated', how: rateModes[rateMode] });
  }
  if (options.fastWrites === true) add('--fast-writes', fastWrites);
  return {
    enforced: [...enforced].map(([what, count]) => ({ what, count })),
    lesser: [...lesser.values()].sort((a, b) => a.kind.localeCompare(b.kind) || a.what.localeCompare(b.what)),
    ...(rules.length > 0 && { firewallRules: byEnforcement(rules) }),
  };
}

const fastWrites: Lesser = {
  kind: 'approximated',
  how: 'DynamoDB acknowledges a write before the disk has it: a power cut may lose it, a killed process does not',
};

function byEnforcement(rules: readonly DescribedRule[]): NonNullable<EnforcementReport['firewallRules']> {
  const of = (wanted: DescribedRule['enforcement']) =>
    rules.flatMap(({ rule, enforcement }) => (enforcement === wanted ? [rule] : []));
  return { exact: of('exact'), approximated: of('approximated'), 'not-enforced': of('not-enforced') };
}

/** `acl#group#rule` */
const isOfGroup = (rule: string) => rule.split('#').length > 2;
const ofGroup = 'AWS does not publish the rule; an own one with the same purpose stands in';
const ofOwn =
  'it counts, looks for SQL injection or scripts, or asks for labels of what does: AWS promises no exact count, and ' +
  'publishes none of its detectors';

/** Whether the path leads to something; its last token may also be the text that stands there. */
function has(value: Json | undefined, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return value !== undefined;
  if (Array.isArray(value)) return value.some((element) => has(element, [key, ...rest]));
  if (typeof value === 'string') return value === key && rest.length === 0;
  return isJsonObject(value) && Object.hasOwn(value, key) && has(value[key], rest);
}
