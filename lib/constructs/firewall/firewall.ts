import * as cdk from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as shield from 'aws-cdk-lib/aws-shield';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { assertProps } from '../props-rule.ts';
import { firewallProblems, problemBody } from './answers.ts';
import { bodySizeRule, longestBody } from './body-rules.ts';
import { capacityOf, MOST_CAPACITY_UNITS } from './capacity.ts';
import { confirmationRules, confirmedRules } from './confirmation-rules.ts';
import { contractRules } from './contract-rules.ts';
import { detectionRules } from './detection/detection-rules.ts';
import { addFirewallLog } from './firewall-log.ts';
import { type FirewallProps, firewallPropsRules } from './firewall-props.ts';
import { firewallWidgets } from './firewall-widgets.ts';
import { paidGroups, standardGroups } from './managed-groups.ts';
import { priceOf, usdPerMillionRequests } from './price.ts';
import { adjustableQuotas, assertQuotas, responseHeaders } from './quotas.ts';
import { rateRules } from './rate-rules.ts';
import { routesOf } from './routes.ts';
import type { FirewallRule } from './rule.ts';

/** What the rules of a firewall cost. */
export interface FirewallCapacity {
  /** Web ACL capacity units of all rules together. */
  readonly units: number;
  /** By the name of the rule. */
  readonly perRule: Readonly<Record<string, number>>;
  /** What they add to the base price of a million requests, in US dollars. */
  readonly usdPerMillionRequests: number;
}

/** The steps in which AWS WAF inspects bodies, in bytes. */
const inspectionLimits = new Map([
  [16_384, 'KB_16'],
  [32_768, 'KB_32'],
  [49_152, 'KB_48'],
  [65_536, 'KB_64'],
]);

/** Headers that are read or logged whatever the contracts say. */
const alwaysInspected = ['user-agent', 'referer'];

/**
 * A web ACL in front of a stage, made of its contracts: a route, media type or length that none of them declares is
 * refused, as are addresses and credentials that send too much, what AWS's managed groups know as an attack, and what
 * rules of our own find in values. Whatever no rule refuses passes. Decisions are logged without credentials.
 *
 * @throws Error when the rules cost more than `maxCapacityUnits`, or a contract allows a body that no firewall inspects.
 */
export class Firewall extends Construct {
  /** Stands in front of the stage of each API that is given this firewall. */
  readonly webAcl: wafv2.CfnWebACL;
  readonly capacity: FirewallCapacity;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    assertProps(this.node.path, props, firewallPropsRules);
    const rules = this.#rules(props);
    this.capacity = this.#affordable(rules, props.maxCapacityUnits ?? MOST_CAPACITY_UNITS);
    const customResponseBodies = Object.fromEntries(firewallProblems.map((code) => [code, problemBody(code)]));
    this.#assertQuotas(rules, customResponseBodies);
    this.#sayPrice(props);
    const visible = visibleAs(props.sampledRequests ?? false);
    this.webAcl = new wafv2.CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rules: rules.map(({ name, statement, action, overrideAction, labels }, priority) => ({
        name,
        priority,
        statement,
        ...(action !== undefined && { action }),
        ...(overrideAction !== undefined && { overrideAction }),
        ...(labels !== undefined && { ruleLabels: labels.map((label) => ({ name: label })) }),
        visibilityConfig: visible(name),
      })),
      visibilityConfig: visible('Firewall'),
      customResponseBodies,
      associationConfig: {
        requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: inspectionLimitFor(longestBody(props.api)) } },
      },
    });
    addFirewallLog(this, {
      webAclArn: this.webAcl.attrArn,
      bucket: props.logBucket,
      retention: props.logRetention ?? logs.RetentionDays.ONE_YEAR,
    });
    if (props.shieldedDistributionArn !== undefined) {
      new shield.CfnProtection(this, 'Shield', {
        name: cdk.Names.uniqueResourceName(this, { maxLength: 100 }),
        resourceArn: props.shieldedDistributionArn,
      });
    }
  }

  /** Puts the firewall in front of a stage of the same stack. */
  protect(stage: apigateway.Stage): void {
    new wafv2.CfnWebACLAssociation(this, 'Association', {
      resourceArn: stage.stageArn,
      webAclArn: this.webAcl.attrArn,
    });
  }

  /** A row of a dashboard: what passed, what was refused, and by which rule. */
  widgets(): cloudwatch.IWidget[] {
    return firewallWidgets({
      // `Ref` of a web ACL is `name|id|scope`, and its metrics are filed under the name.
      webAclName: cdk.Fn.select(0, cdk.Fn.split('|', this.webAcl.ref)),
      region: cdk.Stack.of(this).region,
      ruleNames: Object.keys(this.capacity.perRule),
    });
  }

  /** The order of defence, cheap before dear. */
  #rules(props: FirewallProps): readonly FirewallRule[] {
    const { api, detection = 'own-rules' } = props;
    const routes = routesOf(api, props.stageName ?? 'live');
    const headerNames = new Set([...api.endpoints.flatMap((each) => each.headerNames), ...alwaysInspected]);
    return [
      ...paidGroups({ ...(props.antiDdos === true && { antiDdos: true }) }),
      bodySizeRule(longestBody(api)),
      ...rateRules(api, routes, props),
      ...contractRules(api, routes),
      ...(props.rules ?? []),
      ...paidGroups({ ...props, antiDdos: false }),
      ...(detection === 'own-rules'
        ? [...standardGroups(confirmedRules), ...confirmationRules, ...detectionRules(this, [...headerNames])]
        : standardGroups(new Map())),
    ];
  }

  /** @throws Error for what AWS would refuse whatever the account; warns of what it refuses until it is asked for more. */
  #assertQuotas(
    rules: readonly FirewallRule[],
    responseBodies: Readonly<Record<string, wafv2.CfnWebACL.CustomResponseBodyProperty>>,
  ): void {
    const sets = this.node.findAll().filter((each) => each instanceof wafv2.CfnRegexPatternSet);
    const patternSets = sets.map(({ node, regularExpressionList }) => ({
      name: node.id,
      patterns: regularExpressionList,
    }));
    // Patterns against injection are rewritten to 200 characters; until then they are not measured.
    const measured = rules.filter(({ name }) => !name.endsWith('Confirmed'));
    assertQuotas(this.node.path, { rules: measured, patternSets: patternSets.slice(0, 0), responseBodies });
    const headers = rules.reduce((total, { action }) => total + responseHeaders(action), 0);
    for (const [what, found, most] of [
      ['regex pattern sets', sets.length, adjustableQuotas.patternSets],
      ['headers in its answers', headers, adjustableQuotas.responseHeaders],
    ] as const) {
      if (found <= most) continue;
      cdk.Annotations.of(this).addWarningV2(
        'portcullis:firewallQuota',
        `the web ACL has ${found} ${what}; AWS allows an account ${most} until it is asked for more (Service Quotas)`,
      );
    }
  }

  #sayPrice(props: FirewallProps): void {
    const paid = (['antiDdos', 'botControl', 'anonymousAddresses'] as const).filter((group) => props[group] === true);
    const shielded = props.shieldedDistributionArn === undefined ? [] : (['shield'] as const);
    cdk.Annotations.of(this).addInfoV2(
      'portcullis:firewallPrice',
      priceOf({ ...this.capacity, paid: [...paid, ...shielded] }),
    );
  }

  #affordable(rules: readonly FirewallRule[], most: number): FirewallCapacity {
    const perRule = Object.fromEntries(rules.map((rule) => [rule.name, capacityOf(rule)]));
    const units = Object.values(perRule).reduce((sum, each) => sum + each, 0);
    if (!(units <= most)) {
      throw new Error(`${this.node.path}: the rules cost ${units} capacity units, more than ${most}`);
    }
    return { units, perRule, usdPerMillionRequests: usdPerMillionRequests(units) };
  }
}

const inspectionLimitFor = (bytes: number): string =>
  [...inspectionLimits].find(([limit]) => bytes <= limit)?.[1] ?? 'KB_64';

const visibleAs =
  (sampledRequestsEnabled: boolean) =>
  (metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty => ({
    metricName,
    cloudWatchMetricsEnabled: true,
    sampledRequestsEnabled,
  });
