import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assembly } from '../assembly/index.ts';
import type { LocalEnvironment } from '../environment.ts';
import { createFirewall, type WebAcl } from '../firewall/index.ts';
import { resourceTypes } from '../resources/index.ts';
import type { LocalServices } from '../services.ts';
import { declareStack, type Template } from '../template/index.ts';

/** What a web ACL is made of; what it is put in front of, and its log, are not needed to ask it. */
const kinds = ['AWS::WAFv2::IPSet', 'AWS::WAFv2::RegexPatternSet', 'AWS::WAFv2::RuleGroup', 'AWS::WAFv2::WebACL'];

export interface LoadOptions {
  /** Only rules that AWS decides alike: none of its managed groups, no SqliMatch and no XssMatch. @default false */
  readonly ownRulesOnly?: boolean;
}

/**
 * The web ACL of an assembly, without anything else of it.
 *
 * @throws Error when there is none or more than one, and whatever the local runtime would refuse
 */
export function loadWebAcl(assembly: Assembly, { ownRulesOnly = false }: LoadOptions = {}): WebAcl {
  const stack = assembly.stacks.filter(({ template }) => countOf(template, 'AWS::WAFv2::WebACL') > 0);
  const [only, ...others] = stack;
  if (only === undefined || others.length > 0 || countOf(only.template, 'AWS::WAFv2::WebACL') !== 1) {
    throw new Error(`${assembly.folder} must have exactly one AWS::WAFv2::WebACL`);
  }
  const environment = unhurried(assembly.region ?? 'eu-central-1');
  const firewall = createFirewall({ environment, logFolder: environment.stateFolder });
  const { resources } = declareStack({
    stackName: only.name,
    template: reduced(only.template, ownRulesOnly),
    resourceTypes: new Map([...resourceTypes].filter(([type]) => kinds.includes(type))),
    // The types of AWS WAF ask for these two and no others.
    services: { environment, firewall } as unknown as LocalServices,
    exports: new Map(),
  });
  const arn = resources.find(({ resourceType }) => resourceType.type === 'AWS::WAFv2::WebACL')?.identity.attributes;
  const stageArn = 'stage';
  firewall.associate(stageArn, String(arn?.['Arn']));
  const webAcl = firewall.webAclFor(stageArn);
  if (webAcl === undefined) throw new Error('the web ACL was not declared');
  return webAcl;
}

const countOf = ({ Resources }: Template, type: string) =>
  Object.values(Resources).filter(({ Type }) => Type === type).length;

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

/** Rates must not count: between two requests an hour passes. */
function unhurried(region: string): LocalEnvironment {
  let nowMillis = Date.now();
  return {
    accountId: '123456789012',
    region,
    partition: 'aws',
    stateFolder: mkdtempSync(join(tmpdir(), 'portcullis-score-')),
    masterKey: Buffer.alloc(32),
    now: () => {
      nowMillis += 3_600_000;
      return nowMillis;
    },
  };
}
