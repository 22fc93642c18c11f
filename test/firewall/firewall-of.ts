import type { Template } from 'aws-cdk-lib/assertions';
import {
  createFirewall,
  type InspectedRequest,
  regexPatternSetProperties,
  type Verdict,
  webAclProperties,
} from '../../lib/local/firewall/index.ts';
import { isJsonObject, type Json } from '../../lib/local/json.ts';
import { testEnvironment } from '../local/support/environment.ts';

const stageArn = 'arn:aws:apigateway:eu-central-1::/restapis/abc123/stages/live';
const webAclArn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/Firewall/1';

/** Addresses that stand for those which AWS has on its lists, by the rule that would know them. */
export const listedAddresses = {
  AWSManagedIPReputationList: '192.0.2.1',
  AWSManagedReconnaissanceList: '192.0.2.2',
} as const;

const listed = Object.entries(listedAddresses).map(([rule, address]) => ({ range: `${address}/32`, knownTo: [rule] }));

/** A rule of a template. */
export type TemplateRule = Readonly<Record<string, Json>>;

/** The web ACL of a template with its pattern sets, as the local runtime enforces it. */
export function firewallOf(
  template: Template,
  /** Of each rule: another in its place, or none. */
  change: (rule: TemplateRule) => TemplateRule | undefined = (rule) => rule,
): {
  /** In WCU, as the evaluator counts. */
  readonly capacity: number;
  readonly evaluate: (request: Partial<InspectedRequest>) => Verdict;
  /** Each rule, and `group#member` for each of a group. */
  readonly ruleNames: readonly string[];
} {
  const clock = { nowMillis: 1_800_000_000_000 };
  const firewall = createFirewall({
    environment: testEnvironment('', () => clock.nowMillis),
    logFolder: '',
    addressBook: listed,
  });
  const [webAcl] = resourcesOf(template, 'AWS::WAFv2::WebACL');
  if (webAcl === undefined) throw new Error('the template has no web ACL');
  const Rules = rulesOf(template).flatMap((rule) => change(rule) ?? []);
  // Compiling patterns takes its time: only those that are asked for.
  const written = JSON.stringify(Rules);
  for (const [id, { Properties }] of resourcesOf(template, 'AWS::WAFv2::RegexPatternSet')) {
    if (!written.includes(`"${id}"`)) continue;
    firewall.declareRegexPatternSet({ arn: id, name: id, properties: regexPatternSetProperties.parse(Properties) });
  }
  const properties = webAclProperties.parse(resolved({ ...webAcl[1].Properties, Rules }));
  const capacity = firewall.declareWebAcl({ arn: webAclArn, name: 'Firewall', properties });
  firewall.associate(stageArn, webAclArn);
  return {
    capacity,
    ruleNames: firewall.describe().map(({ rule }) => rule.replace(/^Firewall#/, '')),
    evaluate(request) {
      const verdict = firewall.webAclFor(stageArn)?.evaluate({ ...harmless, ...request });
      if (verdict === undefined) throw new Error('the web ACL is gone');
      return verdict;
    },
  };
}

/** The rules of the web ACL, as the template has them. */
export const rulesOf = (template: Template): readonly TemplateRule[] =>
  resourcesOf(template, 'AWS::WAFv2::WebACL').flatMap(([, { Properties }]) => Properties['Rules'] as TemplateRule[]);

/** What a program sends that means no harm. */
export const harmless: InspectedRequest = {
  method: 'GET',
  uriPath: '/accounts',
  queryString: '',
  headers: [
    ['Host', 'abcdefghij.execute-api.eu-central-1.amazonaws.com'],
    ['User-Agent', 'a-program/1.0'],
    ['Accept', '*/*'],
  ],
  body: Buffer.alloc(0),
  clientIp: '203.0.113.7',
  requestId: 'request',
};

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, Json>>;
}

function resourcesOf(template: Template, type: string): readonly (readonly [id: string, resource: Resource])[] {
  // CloudFormation's own shape, which the CDK wrote.
  const resources: Readonly<Record<string, Resource>> = template.toJSON()['Resources'];
  return Object.entries(resources).filter(([, { Type }]) => Type === type);
}

/** `{"Fn::GetAtt": ["Set", "Arn"]}` becomes the id of the set, which stands for its ARN here. */
function resolved(value: Json): Json {
  if (Array.isArray(value)) return value.map(resolved);
  if (!isJsonObject(value)) return value;
  const reference = value['Fn::GetAtt'];
  if (Array.isArray(reference)) return String(reference[0]);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each ?? null)]));
}
