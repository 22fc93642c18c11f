import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebAcl } from '../../lib/local/firewall/index.ts';
import {
  createFirewall,
  ipSetProperties,
  regexPatternSetProperties,
  ruleGroupProperties,
  webAclProperties,
} from '../../lib/local/firewall/index.ts';
import { testEnvironment } from '../../test/local/support/environment.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface MeasuredAcl {
  readonly webAcl: WebAcl;
  readonly capacity: number;
  readonly rules: number;
}

/** What is changed about the bank's web ACL before it is measured. */
export type Change = (properties: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** The web ACL of the bank's template, in front of nothing but the benchmark. */
export function bankWebAcl(assembly: string, change: Change): MeasuredAcl {
  // Nothing is written there: no logging is declared.
  const folder = tmpdir();
  const firewall = createFirewall({ environment: testEnvironment(folder, Date.now), logFolder: folder });
  const resources = wafResources(assembly);
  const declared = (type: string) => resources.filter(([, { Type }]) => Type === `AWS::WAFv2::${type}`);
  for (const [id, { Properties }] of declared('IPSet')) {
    firewall.declareIpSet({ arn: id, name: id, properties: ipSetProperties.parse(Properties) });
  }
  for (const [id, { Properties }] of declared('RegexPatternSet')) {
    firewall.declareRegexPatternSet({ arn: id, name: id, properties: regexPatternSetProperties.parse(Properties) });
  }
  for (const [id, { Properties }] of declared('RuleGroup')) {
    firewall.declareRuleGroup({ arn: id, name: id, properties: ruleGroupProperties.parse(Properties) });
  }
  const [acl] = declared('WebACL');
  if (acl === undefined) throw new Error('the template has no web ACL');
  const [id, { Properties }] = acl;
  const properties = webAclProperties.parse(change(Properties));
  const capacity = firewall.declareWebAcl({ arn: id, name: 'Bank', properties });
  firewall.associate('stage', id);
  const webAcl = firewall.webAclFor('stage');
  if (webAcl === undefined) throw new Error('the web ACL stands in front of nothing');
  return { webAcl, capacity, rules: properties.Rules.length };
}

function wafResources(assembly: string): readonly (readonly [string, Resource])[] {
  return readdirSync(assembly)
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => {
      const template: { readonly Resources?: Readonly<Record<string, Resource>> } = JSON.parse(
        readFileSync(join(assembly, file), 'utf8'),
        // A reference by ARN is a reference by name here.
        (_, value) => value?.['Fn::GetAtt']?.[0] ?? value?.Ref ?? value,
      );
      return Object.entries(template.Resources ?? {}).filter(([, { Type }]) => Type.startsWith('AWS::WAFv2::'));
    });
}
