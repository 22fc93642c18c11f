import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Firewall, type FirewallProps } from '../../../lib/constructs/index.ts';
import { createApi } from '../support/create-api.ts';
import { smallApi, writeOrder } from '../support/small-api.ts';
import { only, synthesise } from '../support/synthesise.ts';

const firewallOf = (props: Partial<FirewallProps> = {}): Template =>
  synthesise((stack) => void new Firewall(stack, 'Firewall', { api: smallApi(), ...props }));
const withBody = (bodyBytes: number) => firewallOf({ api: smallApi(writeOrder({ limits: { bodyBytes } })) });

const template = firewallOf();
const rules = (from: Template) =>
  new Map(
    (only(from, 'AWS::WAFv2::WebACL')['Rules'] as readonly { readonly Name: string }[]).map((rule) => [
      rule.Name,
      rule,
    ]),
  );

test('the rules stand in this order, cheap before dear', () => {
  assert.deepEqual(
    [...rules(template).keys()],
    [
      'BodySize',
      'AddressRate',
      'KeyRate',
      'KeylessRate',
      'CredentialRate',
      'UndeclaredRoute',
      'HeaderSize',
      'MediaType',
      'EndpointBodySize',
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesSQLiRuleSet',
      'SqlConfirmed',
      'ScriptConfirmed',
      'PathConfirmed',
      ...['Query', 'Body', 'Header'].flatMap((zone) => [`SqlIn${zone}`, `ScriptIn${zone}`, `ShellIn${zone}`]),
    ],
  );
});

test('a body longer than the longest that a contract allows is 413, even where it was inspected in part only', () => {
  for (const [bytes, limit] of [
    [9_000, 'KB_16'],
    [16_384, 'KB_16'],
    [16_385, 'KB_32'],
    [65_536, 'KB_64'],
  ] as const) {
    withBody(bytes).hasResourceProperties('AWS::WAFv2::WebACL', {
      AssociationConfig: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: limit } } },
      Rules: Match.arrayWith([
        Match.objectLike({
          Name: 'BodySize',
          Action: { Block: { CustomResponse: Match.objectLike({ ResponseCode: 413 }) } },
          Statement: {
            SizeConstraintStatement: Match.objectLike({
              ComparisonOperator: 'GT',
              Size: bytes,
              FieldToMatch: { Body: { OversizeHandling: 'MATCH' } },
            }),
          },
        }),
      ]),
    });
  }
});

test('refuses a contract whose bodies no firewall can inspect', () => {
  assert.throws(() => withBody(65_537), /AWS WAF inspects 65536 bytes/);
});

test('an address that sends too much is 429, and told when to come back', () => {
  firewallOf({ requestsPerFiveMinutes: 300 }).hasResourceProperties('AWS::WAFv2::WebACL', {
    Rules: Match.arrayWith([
      Match.objectLike({
        Statement: { RateBasedStatement: { Limit: 300, EvaluationWindowSec: 300, AggregateKeyType: 'IP' } },
        Action: {
          Block: {
            CustomResponse: Match.objectLike({
              ResponseCode: 429,
              ResponseHeaders: Match.arrayWith([{ Name: 'Retry-After', Value: '300' }]),
            }),
          },
        },
      }),
    ]),
  });
  for (const requestsPerFiveMinutes of [9, Number.NaN, 10.5]) {
    assert.throws(() => firewallOf({ requestsPerFiveMinutes }), /requestsPerFiveMinutes/);
  }
});

test('its own answers are problem documents', () => {
  const { CustomResponseBodies } = only(template, 'AWS::WAFv2::WebACL');
  assert.deepEqual(Object.keys(Object(CustomResponseBodies)), [
    'body-too-large',
    'too-many-requests',
    'unknown-route',
    'unsupported-media-type',
  ]);
  for (const [code, body] of Object.entries<{ readonly Content: string }>(Object(CustomResponseBodies))) {
    const { type, title, status, ...rest } = JSON.parse(body.Content);
    assert.deepEqual(rest, { code, requestId: '${awswaf:request_id:}' });
    assert.equal(type, `urn:portcullis:problem:${code}`);
    assert.equal(typeof title, 'string');
    assert.ok([403, 413, 415, 429].includes(status));
  }
});

const countedIn = (from: Template, group: string): readonly string[] => {
  const { Statement } = Object(rules(from).get(group));
  const overrides: readonly { readonly Name: string; readonly ActionToUse: object }[] =
    Statement.ManagedRuleGroupStatement.RuleActionOverrides ?? [];
  for (const { ActionToUse } of overrides) assert.deepEqual(ActionToUse, { Count: {} });
  return overrides.map(({ Name }) => Name);
};

test('the managed groups block; only the body limit of the common rules is counted instead', () => {
  const alone = firewallOf({ detection: 'managed-groups' });
  for (const [name, rule] of rules(alone)) {
    if (!name.startsWith('AWS')) continue;
    assert.deepEqual(Object(rule).OverrideAction, { None: {} });
    assert.deepEqual(countedIn(alone, name), name === 'AWSManagedRulesCommonRuleSet' ? ['SizeRestrictions_BODY'] : []);
  }
});

test('beside rules of our own, those of AWS that look into the same values are confirmed before they refuse', () => {
  assert.deepEqual(countedIn(template, 'AWSManagedRulesSQLiRuleSet'), [
    'SQLi_QUERYARGUMENTS',
    'SQLi_BODY',
    'SQLiExtendedPatterns_QUERYARGUMENTS',
    'SQLiExtendedPatterns_BODY',
  ]);
  assert.deepEqual(countedIn(template, 'AWSManagedRulesCommonRuleSet'), [
    'SizeRestrictions_BODY',
    'CrossSiteScripting_QUERYARGUMENTS',
    'CrossSiteScripting_BODY',
    'GenericLFI_QUERYARGUMENTS',
    'GenericLFI_BODY',
    'RestrictedExtensions_QUERYARGUMENTS',
    'RestrictedExtensions_URIPATH',
  ]);
});

test('AntiDDoS, Bot Control and lists of anonymous addresses stand in front when asked for', () => {
  const names = [...rules(firewallOf({ antiDdos: true, botControl: true, anonymousAddresses: true })).keys()];
  assert.equal(names[0], 'AWSManagedRulesAntiDDoSRuleSet');
  assert.ok(names.indexOf('AWSManagedRulesAnonymousIpList') < names.indexOf('AWSManagedRulesCommonRuleSet'));
  const counted = countedIn(firewallOf({ botControl: true }), 'AWSManagedRulesBotControlRuleSet');
  for (const rule of ['CategoryHttpLibrary', 'SignalNonBrowserUserAgent']) assert.ok(counted.includes(rule));
  assert.deepEqual(countedIn(firewallOf({ anonymousAddresses: true }), 'AWSManagedRulesAnonymousIpList'), [
    'HostingProviderIPList',
  ]);
});

test('rules of the caller stand among ours, their capacity counted where it can be and said where not', () => {
  const own = { name: 'Country', statement: { geoMatchStatement: { countryCodes: ['KP'] } }, action: { block: {} } };
  const names = [...rules(firewallOf({ rules: [own] })).keys()];
  assert.equal(names.indexOf('Country') + 1, names.indexOf('AWSManagedRulesAmazonIpReputationList'));
  const group = {
    name: 'Group',
    statement: { ruleGroupReferenceStatement: { arn: 'arn' } },
    overrideAction: { none: {} },
  };
  assert.throws(() => firewallOf({ rules: [group] }), /Group: what a rule group of your own costs is not known/);
  firewallOf({ rules: [{ ...group, capacityUnits: 100 }] });
});

test('its log redacts credentials, also those in a query, and nothing samples requests', () => {
  const credentials = [
    ...['authorization', 'proxy-authorization', 'cookie', 'referer', 'x-amz-security-token', 'x-auth-token'],
    ...['x-api-key', 'one-time-proof', 'dpop', 'signature'],
  ];
  template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
    RedactedFields: [...credentials.map((Name) => ({ SingleHeader: { Name } })), { QueryString: {} }],
  });
  template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: Match.stringLikeRegexp('^aws-waf-logs-') });
  assert.doesNotMatch(JSON.stringify(template.toJSON()), /"SampledRequestsEnabled":true/);
});

test('rules that cost more than allowed are refused, and more is allowed when asked for', () => {
  // 1,125 for the managed groups, the rest for rules of the contracts and rates.
  const units = 1_226;
  const costing = (maxCapacityUnits: number) => firewallOf({ detection: 'managed-groups', maxCapacityUnits });
  assert.throws(() => costing(units - 1), new RegExp(`cost ${units} capacity units, more than ${units - 1}`));
  costing(units);
  for (const maxCapacityUnits of [Number.NaN, 5_001]) {
    assert.throws(() => firewallOf({ maxCapacityUnits }), /capacity units|maxCapacityUnits/);
  }
});

test('it stands in front of the stage of the api that is given it, and of none otherwise', () => {
  const made = synthesise((stack) => {
    createApi(stack, { firewall: new Firewall(stack, 'Firewall', { api: smallApi() }) });
  });
  const { ResourceArn } = only(made, 'AWS::WAFv2::WebACLAssociation');
  assert.match(JSON.stringify(ResourceArn), /\/restapis\/.*Api.*\/stages\//);
  template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
});
