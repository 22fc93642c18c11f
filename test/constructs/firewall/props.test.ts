import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as cdk from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { priceOf, usdPerMillionRequests } from '../../../lib/constructs/firewall/price.ts';
import type { EndpointGuard } from '../../../lib/constructs/index.ts';
import { endpoint, publicAccess } from '../../../lib/contract/index.ts';
import { readStatus, smallApi, writeOrder } from '../support/small-api.ts';
import { only } from '../support/synthesise.ts';
import { infosOf, makeFirewall, rulesByName } from './support.ts';

describe('a guard is refused', () => {
  const api = smallApi();
  const [first] = api.endpoints;
  assert.ok(first !== undefined);
  const guard: EndpointGuard = {
    ...{ name: 'Login', endpoints: [first], requestsPerFiveMinutes: 10, totalPerFiveMinutes: 10 },
  };
  const guardedBy = (...guards: readonly EndpointGuard[]) => makeFirewall(() => ({ api, guards }));

  it('with limits that AWS does not take, or a total under the share of one', () => {
    guardedBy(guard);
    for (const wrong of [
      { requestsPerFiveMinutes: 9 },
      { requestsPerFiveMinutes: Number.NaN },
      { totalPerFiveMinutes: 9 },
      { totalPerFiveMinutes: 10.5 },
      { requestsPerFiveMinutes: 11 },
    ]) {
      assert.throws(() => guardedBy({ ...guard, ...wrong }), /a guard has a name of letters and digits, and limits/);
    }
  });

  it('with a name that no rule can have, or that another has', () => {
    for (const name of ['', 'Log in', 'Log:in', 'a'.repeat(61)]) {
      assert.throws(() => guardedBy({ ...guard, name }), /a guard has a name/);
    }
    const [, second] = api.endpoints;
    assert.ok(second !== undefined);
    assert.throws(() => guardedBy(guard, { ...guard, endpoints: [second] }), /guards have names of their own/);
    assert.throws(() => guardedBy({ ...guard, name: 'Public' }), /guards have names of their own, none of them Public/);
  });

  it('before an endpoint of another api, and before one that has a guard', () => {
    const elsewhere = endpoint({
      ...{ route: 'GET /elsewhere', summary: 'Be elsewhere', effect: 'reads', responses: { 204: null } },
      access: publicAccess({ because: 'nobody is here' }),
    });
    assert.throws(() => guardedBy({ ...guard, endpoints: [elsewhere] }), /stands before endpoints of the api/);
    assert.throws(() => guardedBy(guard, { ...guard, name: 'Again' }), /an endpoint stands behind one guard at most/);
  });

  it('but what anybody may change has one unasked until it is given another', () => {
    const open = endpoint({
      ...{ route: 'POST /open', summary: 'Change something', effect: 'changes', responses: { 204: null } },
      access: publicAccess({ because: 'nobody has credentials before' }),
    });
    const opened = { ...api, endpoints: [readStatus, open] };
    const names = (guards: readonly EndpointGuard[]) => [
      ...rulesByName(makeFirewall(() => ({ api: opened, guards })).template).keys(),
    ];
    assert.ok(names([]).includes('GuardPublic'));
    assert.ok(!names([{ ...guard, endpoints: [open] }]).includes('GuardPublic'));
  });
});

describe('its log', () => {
  it('goes to a bucket whose name AWS takes, redacted as in a log group', () => {
    const bucketNamed = (bucketName?: string) =>
      makeFirewall((stack) => ({
        logBucket: new s3.Bucket(stack, 'Bucket', { ...(bucketName !== undefined && { bucketName }) }),
      }));
    const { template } = bucketNamed('aws-waf-logs-bank');
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    const { LogDestinationConfigs, RedactedFields } = only(template, 'AWS::WAFv2::LoggingConfiguration');
    assert.match(JSON.stringify(LogDestinationConfigs), /Bucket.*"Arn"/);
    const inGroup = only(makeFirewall().template, 'AWS::WAFv2::LoggingConfiguration');
    assert.deepEqual(RedactedFields, inGroup['RedactedFields']);
    assert.match(JSON.stringify(RedactedFields), /"authorization".*"QueryString"/);
    const message = /the name of logBucket begins with aws-waf-logs-/;
    assert.throws(() => bucketNamed('bank-waf-logs'), message);
    assert.throws(() => bucketNamed(), message, 'CloudFormation would make up another');
    const elsewhere = (name: string) =>
      makeFirewall((stack) => ({ logBucket: s3.Bucket.fromBucketName(stack, 'Bucket', name) }));
    elsewhere('aws-waf-logs-shared');
    assert.throws(() => elsewhere('shared'), message);
  });

  it('is kept as long as is said', () => {
    makeFirewall().template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    const { template } = makeFirewall(() => ({ logRetention: 30 }));
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });
});

it('a row of a dashboard shows what AWS files under the names of the web ACL and of its rules', () => {
  const { firewall, stack, template } = makeFirewall();
  const { Name, VisibilityConfig } = only(template, 'AWS::WAFv2::WebACL');
  assert.equal(Object(VisibilityConfig).MetricName, Name);
  const widgets = stack.resolve(firewall.widgets().flatMap((widget) => widget.toJson()));
  const metrics: readonly (readonly unknown[])[] = widgets.flatMap(
    (widget: { readonly properties: { readonly metrics: readonly unknown[] } }) => widget.properties.metrics,
  );
  const region = { Ref: 'AWS::Region' };
  const filed = (metric: string, rule: string) => ['AWS/WAFV2', metric, 'Region', region, 'Rule', rule, 'WebACL', Name];
  const shown = metrics.map((metric) => metric.slice(0, 8));
  const rules = [...rulesByName(template).keys()];
  assert.deepEqual(shown, [
    filed('AllowedRequests', 'ALL'),
    filed('BlockedRequests', 'ALL'),
    ...rules.map((rule) => filed('BlockedRequests', rule)),
  ]);
  for (const rule of rulesByName(template).values()) {
    assert.equal(Object(rule).VisibilityConfig.MetricName, rule.Name);
    assert.equal(Object(rule).VisibilityConfig.CloudWatchMetricsEnabled, true);
  }
  new cloudwatch.Dashboard(stack, 'Dashboard', { widgets: [firewall.widgets()] });
});

it('requests are sampled only when asked for', () => {
  const sampledBy = (props: { readonly sampledRequests?: boolean }) =>
    JSON.stringify(makeFirewall(() => props).template.toJSON()).match(/"SampledRequestsEnabled":\w+/g);
  assert.deepEqual([...new Set(sampledBy({}))], ['"SampledRequestsEnabled":false']);
  assert.deepEqual([...new Set(sampledBy({ sampledRequests: true }))], ['"SampledRequestsEnabled":true']);
});

it('a body is left alone only at an endpoint of the api that takes one', () => {
  const message = /unsearchedBodies are of endpoints of the api that take a body/;
  assert.ok(makeFirewall(() => ({ api: smallApi(writeOrder()), unsearchedBodies: [] })));
  assert.throws(() => makeFirewall(() => ({ unsearchedBodies: [readStatus] })), message);
  const elsewhere = writeOrder();
  assert.throws(() => makeFirewall(() => ({ api: smallApi(), unsearchedBodies: [elsewhere] })), message);
});

describe('what costs beside is there only when asked for', () => {
  const distribution = 'arn:aws:cloudfront::123456789012:distribution/E2QWRUHAPOMQZL';

  it('Shield Advanced, before a distribution', () => {
    makeFirewall().template.resourceCountIs('AWS::Shield::Protection', 0);
    const { template } = makeFirewall(() => ({ shieldedDistributionArn: distribution }));
    template.hasResourceProperties('AWS::Shield::Protection', {
      ResourceArn: distribution,
      Name: Match.stringLikeRegexp('Firewall'),
    });
  });

  it('AntiDDoS, without the challenges that no program solves', () => {
    const { template } = makeFirewall(() => ({ antiDdos: true }));
    const rule = Object(rulesByName(template).get('AWSManagedRulesAntiDDoSRuleSet'));
    assert.deepEqual(rule.OverrideAction, { None: {} });
    assert.deepEqual(rule.Statement.ManagedRuleGroupStatement.ManagedRuleGroupConfigs, [
      {
        AWSManagedRulesAntiDDoSRuleSet: {
          ClientSideActionConfig: { Challenge: { UsageOfAction: 'DISABLED' } },
          SensitivityToBlock: 'MEDIUM',
        },
      },
    ]);
  });

  it('and no other group of AWS than those that cost nothing', () => {
    const groups = [...rulesByName(makeFirewall().template).keys()].filter((name) => name.startsWith('AWS'));
    assert.deepEqual(groups, [
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesSQLiRuleSet',
    ]);
  });

  it('and synthesis names the price of each, and of the whole', () => {
    const [plain = ''] = infosOf(makeFirewall(() => ({ detection: 'managed-groups' })));
    assert.match(plain, /costs \d+ US dollars a month and 0\.6 a million requests\. /);
    assert.match(plain, /takes \d+ capacity units, within the base price of 1500\. AWSManagedRulesCommonRuleSet 700, /);
    const [dear = ''] = infosOf(
      makeFirewall(() => ({ antiDdos: true, botControl: true, shieldedDistributionArn: distribution })),
    );
    for (const named of ['AntiDDoS 20 a month and 0.15 a million', 'Bot Control 10 a month', 'Shield Advanced 3000']) {
      assert.ok(dear.includes(named), dear);
    }
  });
});

it('a price is that of the web ACL, of each rule and of the capacity', () => {
  for (const [units, dollars] of [
    [0, 0],
    [1_500, 0],
    [1_501, 0.2],
    [2_000, 0.2],
    [2_001, 0.4],
    [5_000, 1.4],
  ] as const) {
    assert.equal(usdPerMillionRequests(units), dollars);
  }
  assert.equal(
    priceOf({ units: 1_730, perRule: { Cheap: 30, Dear: 1_700 }, paid: ['botControl'] }),
    'This web ACL costs 17 US dollars a month and 1.8 a million requests (of these Bot Control 10 a month and 1 a million). It takes 1730 capacity units, which cost 0.2 a million requests more than 1500 would. Dear 1700, Cheap 30',
  );
});

it('any rule of the L1 stands among ours, counted as AWS counts', () => {
  const { firewall, template } = makeFirewall(() => ({
    rules: [
      {
        name: 'OwnNetwork',
        statement: {
          notStatement: { statement: { ipSetReferenceStatement: { arn: 'arn:aws:wafv2:::ipset/own' } } },
        },
        action: { captcha: {} },
        labels: ['own:network'],
      },
    ],
  }));
  assert.equal(firewall.capacity.perRule['OwnNetwork'], 1);
  const rule = Object(rulesByName(template).get('OwnNetwork'));
  assert.deepEqual([rule.Action, rule.RuleLabels], [{ Captcha: {} }, [{ Name: 'own:network' }]]);
  const unknown = { andStatement: cdk.Lazy.any({ produce: () => ({}) }) };
  assert.throws(
    () => makeFirewall(() => ({ rules: [{ name: 'Late', statement: unknown, action: { block: {} } }] })),
    /Late: its capacity can be counted only where the whole statement is known/,
  );
});
