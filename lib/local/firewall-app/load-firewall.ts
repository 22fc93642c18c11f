import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assembly } from '../assembly/index.ts';
import type { LocalEnvironment } from '../environment.ts';
import {
  createFirewall,
  type DescribedRule,
  type FirewallService,
  type FirewallSettings,
  type LoggingProperties,
  loggingProperties,
  type WebAcl,
  type WebAclProperties,
} from '../firewall/index.ts';
import { resourceTypes } from '../resources/index.ts';
import type { LocalServices } from '../services.ts';
import { declareStack, type Template } from '../template/index.ts';

/** What a web ACL is made of; what it is put in front of, and its log, are not needed to ask it. */
const kinds = ['AWS::WAFv2::IPSet', 'AWS::WAFv2::RegexPatternSet', 'AWS::WAFv2::RuleGroup', 'AWS::WAFv2::WebACL'];

export interface LoadOptions extends FirewallSettings {
  /** Only rules that AWS decides alike: none of its managed groups, no SqliMatch and no XssMatch. @default false */
  readonly ownRulesOnly?: boolean;
  /** What rate-based rules count by, in milliseconds since the epoch. @default the clock of this machine */
  readonly now?: () => number;
}

/** The firewall of an app that is not running. */
export interface LoadedFirewall {
  readonly webAcl: WebAcl;
  readonly name: string;
  /** Web ACL capacity units. */
  readonly capacity: number;
  readonly properties: WebAclProperties;
  /** Every rule, those of groups under the rule that refers to them, in no order: `CommonRules#NoUserAgent_HEADER`. */
  readonly described: readonly DescribedRule[];
  /** The patterns of each set, and the ranges of each IP set, by ARN. */
  readonly patternSets: ReadonlyMap<string, readonly string[]>;
  readonly ipSets: ReadonlyMap<string, readonly string[]>;
  /** What the app's own log hides. */
  readonly redactedFields: NonNullable<LoggingProperties['RedactedFields']>;
}

/**
 * The web ACL of an assembly, without anything else of it.
 *
 * @throws Error when there is none or more than one, and whatever the local runtime would refuse
 */
export function loadFirewall(assembly: Assembly, options: LoadOptions = {}): LoadedFirewall {
  const { ownRulesOnly = false, now = Date.now, ...settings } = options;
  const stack = assembly.stacks.filter(({ template }) => countOf(template, 'AWS::WAFv2::WebACL') > 0);
  const [only, ...others] = stack;
  if (only === undefined || others.length > 0 || countOf(only.template, 'AWS::WAFv2::WebACL') !== 1) {
    throw new Error(`${assembly.folder} must have exactly one AWS::WAFv2::WebACL`);
  }
  // Nothing is written there: without logging a web ACL keeps nothing, and templates ask for a folder all the same.
  const stateFolder = mkdtempSync(join(tmpdir(), 'portcullis-firewall-'));
  try {
    const region = assembly.region ?? 'eu-central-1';
    const environment = environmentOf(region, stateFolder, now);
    const heard = listenTo(createFirewall({ environment, logFolder: stateFolder, ...settings }));
    declareStack({
      stackName: only.name,
      template: reduced(only.template, ownRulesOnly),
      resourceTypes: new Map([...resourceTypes].filter(([type]) => kinds.includes(type))),
      // The types of AWS WAF ask for these two and no others.
      services: { environment, firewall: heard.firewall } as unknown as LocalServices,
      exports: new Map(),
    });
    return { ...heard.loaded(), redactedFields: redactedFieldsOf(only.template) };
  } finally {
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

/** Remembers what is declared, as the intrinsic functions of the template have left it. */
function listenTo(firewall: FirewallService) {
  const patternSets = new Map<string, readonly string[]>();
  const ipSets = new Map<string, readonly string[]>();
  const webAcls: Omit<LoadedFirewall, 'redactedFields'>[] = [];
  const stageArn = 'stage';
  const listening: FirewallService = {
    ...firewall,
    declareRegexPatternSet(set) {
      patternSets.set(set.arn, set.properties.RegularExpressionList);
      firewall.declareRegexPatternSet(set);
    },
    declareIpSet(set) {
      ipSets.set(set.arn, set.properties.Addresses);
      firewall.declareIpSet(set);
    },
    declareWebAcl({ arn, name, properties }) {
      const capacity = firewall.declareWebAcl({ arn, name, properties });
      firewall.associate(stageArn, arn);
      const webAcl = firewall.webAclFor(stageArn);
      if (webAcl === undefined) throw new Error('the web ACL was not declared');
      const described = firewall.describe().map((rule) => ({ ...rule, rule: rule.rule.slice(name.length + 1) }));
      webAcls.push({ webAcl, name, capacity, properties, described, patternSets, ipSets });
      return capacity;
    },
  };
  const loaded = () => {
    const [webAcl] = webAcls;
    if (webAcl === undefined) throw new Error('the web ACL was not declared');
    return webAcl;
  };
  return { firewall: listening, loaded };
}

const countOf = ({ Resources }: Template, type: string) =>
  Object.values(Resources).filter(({ Type }) => Type === type).length;

function redactedFieldsOf({ Resources }: Template): LoadedFirewall['redactedFields'] {
  const logging = Object.values(Resources).filter(({ Type }) => Type === 'AWS::WAFv2::LoggingConfiguration');
  const { RedactedFields } = loggingProperties.shape;
  return logging.flatMap(({ Properties }) => RedactedFields.parse(Properties['RedactedFields']) ?? []);
}

function reduced(template: Template, ownRulesOnly: boolean): Template {
  const entries = Object.entries(template.Resources).filter(([, { Type }]) => kinds.includes(Type));
  const Resources = Object.fromEntries(
    entries.map(([id, resource]) => [
      id,
      ownRulesOnly && resource.Type === 'AWS::WAFv2::WebACL' ? withoutApproximations(resource) : resource,
    ]),
  );
  return { ...template, Resources, Outputs: {} };
}

const approximated = /"(?:ManagedRuleGroup|SqliMatch|XssMatch)Statement"/;

const withoutApproximations = (resource: Template['Resources'][string]): Template['Resources'][string] => {
  const { Rules } = resource.Properties;
  if (!Array.isArray(Rules)) return resource;
  const kept = Rules.filter((rule) => !approximated.test(JSON.stringify(rule)));
  return { ...resource, Properties: { ...resource.Properties, Rules: kept } };
};

const environmentOf = (region: string, stateFolder: string, now: () => number): LocalEnvironment => ({
  accountId: '123456789012',
  region,
  partition: 'aws',
  stateFolder,
  masterKey: Buffer.alloc(32),
  now,
});
