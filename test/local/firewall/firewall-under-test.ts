import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import {
  createFirewall,
  type FirewallOptions,
  type FirewallService,
  type InspectedRequest,
  ipSetProperties,
  regexPatternSetProperties,
  ruleGroupProperties,
  type Verdict,
  webAclProperties,
} from '../../../lib/local/firewall/index.ts';
import { testEnvironment } from '../support/environment.ts';

export const visibility = { CloudWatchMetricsEnabled: true, MetricName: 'metric', SampledRequestsEnabled: false };
export const stageArn = 'arn:aws:apigateway:eu-central-1::/restapis/abc123/stages/live';
export const webAclArn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/Bank/1';
export const none = [{ Priority: 0, Type: 'NONE' }];

/** A firewall with its own clock and folder. */
export function firewallUnderTest(options: Partial<FirewallOptions> = {}) {
  const logFolder = mkdtempSync(join(tmpdir(), 'portcullis-firewall-'));
  after(() => rmSync(logFolder, { recursive: true, force: true }));
  const clock = { nowMillis: 1_800_000_000_000 };
  const warnings: string[] = [];
  const firewall = createFirewall({
    environment: testEnvironment(logFolder, () => clock.nowMillis),
    logFolder,
    warn: (where, why) => warnings.push(`${where}: ${why}`),
    ...options,
  });
  return { firewall, clock, logFolder, warnings };
}

let ruleCount = 0;

/** A rule that blocks what the statement matches, unless told otherwise. */
export const rule = (statement: object, more: object = {}) => {
  ruleCount += 1;
  return {
    Name: `Rule${ruleCount}`,
    Priority: ruleCount,
    Statement: statement,
    Action: { Block: {} },
    VisibilityConfig: visibility,
    ...more,
  };
};

/** A reference to a rule group in place of a rule. */
export const groupRule = (statement: object, more: object = {}) => {
  const { Action: _, ...reference } = rule(statement);
  return { ...reference, OverrideAction: { None: {} }, ...more };
};

export const managed = (Name: string, more: object = {}) => ({
  ManagedRuleGroupStatement: { VendorName: 'AWS', Name: `AWSManagedRules${Name}`, ...more },
});

/** Declares a web ACL in front of the stage; `more` are further properties of it. */
export function declareWebAcl(firewall: FirewallService, rules: readonly object[], more: object = {}): number {
  const properties = webAclProperties.parse({
    Scope: 'REGIONAL',
    DefaultAction: { Allow: {} },
    VisibilityConfig: visibility,
    Rules: rules,
    ...more,
  });
  const capacity = firewall.declareWebAcl({ arn: webAclArn, name: 'Bank', properties });
  firewall.associate(stageArn, webAclArn);
  return capacity;
}

export const declareIpSet = (firewall: FirewallService, arn: string, Addresses: readonly string[], version = 'IPV4') =>
  firewall.declareIpSet({
    arn,
    name: 'Set',
    properties: ipSetProperties.parse({ Scope: 'REGIONAL', IPAddressVersion: version, Addresses }),
  });

export const declarePatternSet = (firewall: FirewallService, arn: string, RegularExpressionList: readonly string[]) =>
  firewall.declareRegexPatternSet({
    arn,
    name: 'Set',
    properties: regexPatternSetProperties.parse({ Scope: 'REGIONAL', RegularExpressionList }),
  });

export const declareRuleGroup = (
  firewall: FirewallService,
  arn: string,
  rules: readonly object[],
  { Capacity = 500 }: { readonly Capacity?: number } = {},
) =>
  firewall.declareRuleGroup({
    arn,
    name: 'Group',
    properties: ruleGroupProperties.parse({
      Scope: 'REGIONAL',
      Capacity,
      Rules: rules,
      VisibilityConfig: visibility,
    }),
  });

interface RequestParts extends Partial<Omit<InspectedRequest, 'body'>> {
  readonly body?: string | Buffer;
}

/** A harmless request with some parts replaced. */
export const request = ({ body = '', ...parts }: RequestParts = {}): InspectedRequest => ({
  method: 'GET',
  uriPath: '/accounts',
  queryString: '',
  headers: [
    ['Host', 'abc123.execute-api.eu-central-1.amazonaws.com'],
    ['User-Agent', 'curl/8.10.1'],
  ],
  clientIp: '198.51.100.7',
  requestId: 'request-1',
  body: typeof body === 'string' ? Buffer.from(body, 'utf8') : body,
  ...parts,
});

export function evaluate(firewall: FirewallService, parts: RequestParts = {}): Verdict {
  const webAcl = firewall.webAclFor(stageArn);
  if (webAcl === undefined) throw new Error('the stage has no web ACL');
  return webAcl.evaluate(request(parts));
}

/** Whether a web ACL of one blocking rule blocks the request. */
export function isBlocked(statement: object, parts: RequestParts = {}): boolean {
  const { firewall } = firewallUnderTest();
  declareWebAcl(firewall, [rule(statement)]);
  return evaluate(firewall, parts).action === 'block';
}

export const byteMatch = (FieldToMatch: object, SearchString: string, more: object = {}) => ({
  ByteMatchStatement: {
    FieldToMatch,
    SearchString,
    PositionalConstraint: 'CONTAINS',
    TextTransformations: none,
    ...more,
  },
});

export const not = (Statement: object) => ({ NotStatement: { Statement } });
export const and = (...Statements: readonly object[]) => ({ AndStatement: { Statements } });
export const or = (...Statements: readonly object[]) => ({ OrStatement: { Statements } });
