import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFirewall, type FirewallService } from '../../../../lib/local/firewall/index.ts';
import { wafResourceTypes } from '../../../../lib/local/resources/waf/index.ts';
import type { LocalServices } from '../../../../lib/local/services.ts';
import {
  and,
  byteMatch,
  declareWebAcl,
  managed,
  none,
  not,
  or,
  rule,
  stageArn,
  visibility,
  webAclArn,
} from '../../firewall/firewall-under-test.ts';
import { testEnvironment } from '../../support/environment.ts';

const environment = testEnvironment('', () => 0);
const setArn = (kind: string) => `arn:aws:wafv2:eu-central-1:123456789012:regional/${kind}/It/0123456789ab`;

const uriPath = { FieldToMatch: { UriPath: {} }, TextTransformations: none };
const all = { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE' };
const fields: readonly object[] = [
  { Method: {} },
  { QueryString: {} },
  { UriFragment: { FallbackBehavior: 'MATCH' } },
  { AllQueryArguments: {} },
  { SingleQueryArgument: { Name: 'a' } },
  { SingleHeader: { Name: 'a' } },
  { Headers: all },
  { Cookies: { ...all, MatchPattern: { ExcludedCookies: ['a'] } } },
  { HeaderOrder: { OversizeHandling: 'MATCH' } },
  { Body: { OversizeHandling: 'NO_MATCH' } },
  { JsonBody: { ...all, MatchPattern: { IncludedPaths: ['/a'] }, InvalidFallbackBehavior: 'MATCH' } },
];
const fingerprints = ['JA3Fingerprint', 'JA4Fingerprint'].map((name) => ({ [name]: { FallbackBehavior: 'MATCH' } }));
const forwarded = { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'MATCH' };
const keys = [
  { Header: { Name: 'a', TextTransformations: none } },
  { Cookie: { Name: 'a', TextTransformations: none } },
  { QueryArgument: { Name: 'a', TextTransformations: none } },
  { QueryString: { TextTransformations: none } },
  { UriPath: { TextTransformations: none } },
  { HTTPMethod: {} },
  { IP: {} },
  { ForwardedIP: {} },
  { ASN: {} },
  { LabelNamespace: { Namespace: 'a:' } },
  ...fingerprints,
];
const rate = { Limit: 100, EvaluationWindowSec: 60, AggregateKeyType: 'CUSTOM_KEYS' };
const statements: readonly object[] = [
  ...fields.map((field) => byteMatch(field, 'x')),
  ...fingerprints.map((field) => byteMatch(field, 'x', { PositionalConstraint: 'EXACTLY' })),
  byteMatch({ AllQueryArguments: {} }, 'x', { PreParseTextTransformations: [{ Priority: 0, Type: 'URL_DECODE' }] }),
  { RegexMatchStatement: { ...uriPath, RegexString: 'x' } },
  { RegexPatternSetReferenceStatement: { ...uriPath, Arn: setArn('regexpatternset') } },
  { SizeConstraintStatement: { ...uriPath, ComparisonOperator: 'GT', Size: 1 } },
  { SqliMatchStatement: { ...uriPath, SensitivityLevel: 'HIGH' } },
  { XssMatchStatement: uriPath },
  { GeoMatchStatement: { CountryCodes: ['DE'], ForwardedIPConfig: forwarded } },
  { AsnMatchStatement: { AsnList: [1], ForwardedIPConfig: forwarded } },
  { IPSetReferenceStatement: { Arn: setArn('ipset'), IPSetForwardedIPConfig: { ...forwarded, Position: 'ANY' } } },
  { LabelMatchStatement: { Scope: 'LABEL', Key: 'a' } },
  { RateBasedStatement: { Limit: 100, AggregateKeyType: 'FORWARDED_IP', ForwardedIPConfig: forwarded } },
  ...[keys.slice(0, 4), keys.slice(4, 8), keys.slice(8)].map((CustomKeys) => ({
    RateBasedStatement: {
      ...rate,
      CustomKeys,
      ForwardedIPConfig: CustomKeys.some((key) => 'ForwardedIP' in key || 'ASN' in key) ? forwarded : undefined,
      ScopeDownStatement: byteMatch({ UriPath: {} }, 'x'),
    },
  })),
  not(and(byteMatch({ UriPath: {} }, 'x'), or(byteMatch({ Method: {} }, 'x'), byteMatch({ Method: {} }, 'y')))),
];
const insert = { CustomRequestHandling: { InsertHeaders: [{ Name: 'a', Value: 'b' }] } };
const response = { ResponseCode: 403, CustomResponseBodyKey: 'it', ResponseHeaders: [{ Name: 'a', Value: 'b' }] };
const immunity = { ImmunityTimeProperty: { ImmunityTime: 60 } };
const more: readonly object[] = [
  { Action: { Block: { CustomResponse: response } }, RuleLabels: [{ Name: 'a' }] },
  { Action: { Allow: insert } },
  { Action: { Count: insert } },
  { Action: { Captcha: insert }, CaptchaConfig: immunity },
  { Action: { Challenge: insert }, ChallengeConfig: immunity },
];
const ownRules = [...statements.map((it) => rule(it)), ...more.map((it) => rule(byteMatch({ UriPath: {} }, 'x'), it))];
const referring = (statement: object) => ({ ...rule(statement), Action: undefined, OverrideAction: { None: {} } });
const overrides = {
  ExcludedRules: [{ Name: 'LFI_HEADER' }],
  RuleActionOverrides: [{ Name: 'LFI_URIPATH', ActionToUse: { Count: insert } }],
};
const scope = { Scope: 'REGIONAL', Name: 'It', Description: 'It', Tags: [{ Key: 'a', Value: 'b' }] };
const bodies = { CustomResponseBodies: { it: { ContentType: 'TEXT_PLAIN', Content: 'it' } } };
const limit = { DefaultSizeInspectionLimit: 'KB_64' };

/** Everything that a template may say of AWS WAF, by resource type. */
const complete: Readonly<Record<string, object>> = {
  IPSet: { ...scope, IPAddressVersion: 'IPV4', Addresses: ['10.0.0.0/8'] },
  RegexPatternSet: { ...scope, RegularExpressionList: ['x'] },
  RuleGroup: {
    ...scope,
    ...bodies,
    Capacity: 900,
    VisibilityConfig: visibility,
    Rules: ownRules.slice(-more.length - 1),
  },
  WebACL: {
    ...scope,
    ...bodies,
    DefaultAction: { Block: { CustomResponse: response } },
    VisibilityConfig: visibility,
    AssociationConfig: { RequestBody: { API_GATEWAY: limit, COGNITO_USER_POOL: limit } },
    DataProtectionConfig: {
      DataProtections: [{ Field: { FieldType: 'SINGLE_HEADER', FieldKeys: ['a'] }, Action: 'HASH' }],
    },
    ApplicationConfig: { Attributes: [{ Name: 'a', Values: ['b'] }] },
    CaptchaConfig: immunity,
    ChallengeConfig: immunity,
    TokenDomains: ['example.com'],
    Rules: [
      ...ownRules,
      referring({ RuleGroupReferenceStatement: { Arn: setArn('rulegroup') } }),
      referring(managed('LinuxRuleSet', { ...overrides, ScopeDownStatement: byteMatch({ UriPath: {} }, 'x') })),
      referring(
        managed('BotControlRuleSet', {
          ManagedRuleGroupConfigs: [{ AWSManagedRulesBotControlRuleSet: { InspectionLevel: 'COMMON' } }],
        }),
      ),
    ],
  },
  WebACLAssociation: { ResourceArn: stageArn, WebACLArn: webAclArn },
  LoggingConfiguration: {
    ResourceArn: webAclArn,
    LogDestinationConfigs: ['arn:aws:s3:::aws-waf-logs-bank'],
    RedactedFields: [{ Method: {} }, { SingleHeader: { Name: 'a' } }],
    LoggingFilter: {
      DefaultBehavior: 'KEEP',
      Filters: [
        {
          Behavior: 'DROP',
          Requirement: 'MEETS_ALL',
          Conditions: [
            { ActionCondition: { Action: 'ALLOW' } },
            { LabelNameCondition: { LabelName: 'awswaf:managed:aws:x:y' } },
          ],
        },
      ],
    },
  },
};

/** A firewall that has what the resources refer to. */
function prepared(): FirewallService {
  const firewall = createFirewall({ environment, logFolder: '' });
  for (const type of ['IPSet', 'RegexPatternSet']) declare(firewall, type, complete[type] ?? {});
  declare(firewall, 'RuleGroup', { ...scope, Capacity: 10, VisibilityConfig: visibility });
  return firewall;
}

/** As the template interpreter does: parsed by its own schema first. */
function declare(firewall: FirewallService, type: string, properties: object): void {
  const resource = wafResourceTypes.find((it) => `AWS::WAFv2::${type}` === it.type);
  if (resource === undefined) throw new Error(`no resource type ${type}`);
  const place = { path: `Bank/${type}`, stackName: 'Bank', logicalId: type, uniqueSuffix: '0123456789ab' };
  // WAF resources use the firewall and the names of the environment, nothing else.
  const services = { firewall, environment } as unknown as LocalServices;
  resource.declare({ ...place, properties: resource.properties.parse(properties) }, services);
}

/** The path of every object inside, but of those whose keys are names of the template's own choice. */
function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, key]));
  const hasOwnKeys = !Array.isArray(value) && path.at(-1) !== 'CustomResponseBodies';
  return hasOwnKeys ? [path, ...inside] : inside;
}

/** A copy in which the object at the path has one key more. */
function withKeyAt(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return { ...Object(value), Colour: 'red' };
  if (Array.isArray(value)) return value.map((each, at) => (String(at) === step ? withKeyAt(each, rest) : each));
  return { ...Object(value), [step]: withKeyAt(Object(value)[step], rest) };
}

/** CloudFormation drops what is undefined, and so does this. */
const written = (value: unknown): object => JSON.parse(JSON.stringify(value));

describe('a resource of AWS WAF', () => {
  for (const [type, properties] of Object.entries(complete)) {
    const isOfAcl = ['WebACLAssociation', 'LoggingConfiguration'].includes(type);
    const declared = (it: object) => {
      const firewall = prepared();
      if (isOfAcl) declareWebAclAlone(firewall);
      declare(firewall, type, it);
    };

    it(`${type} is taken with every member, and refused for an unknown key in any of its objects`, (test) => {
      const whole = written(properties);
      declared(whole);
      const places = placesIn(whole);
      test.diagnostic(`${places.length} objects`);
      for (const place of places) {
        const refused = () => declared(written(withKeyAt(whole, place)));
        assert.throws(refused, /Colour|nrecognized|exactly one/, [type, ...place].join('.'));
      }
    });
  }
});

/** The web ACL that is to be associated or logged, in front of another stage than the one asked for. */
function declareWebAclAlone(firewall: FirewallService): void {
  const associate: FirewallService['associate'] = () => {};
  declareWebAcl({ ...firewall, associate }, []);
}
