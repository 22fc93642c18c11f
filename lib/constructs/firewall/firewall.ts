import * as cdk from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as shield from 'aws-cdk-lib/aws-shield';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { assertProps } from '../props-rule.ts';
import { countAndLabel, firewallProblems, problemBody } from './answers.ts';
import { bodySizeRule, longestBody } from './body-rules.ts';
import { capacityOf, MOST_CAPACITY_UNITS } from './capacity.ts';
import { confirmationRules, confirmedRules } from './confirmation-rules.ts';
import { contractRules } from './contract-rules.ts';
import { detectionRules } from './detection/detection-rules.ts';
import { addFirewallLog } from './firewall-log.ts';
import { type FirewallProps, firewallPropsRules } from './firewall-props.ts';
import { firewallWidgets } from './firewall-widgets.ts';
import { holdQuotas } from './hold-quotas.ts';
import { paidGroups, standardGroups } from './managed-groups.ts';
import { usdPerMillionRequests } from './price.ts';
import { rateRules } from './rate-rules.ts';
import { routesOf } from './routes.ts';
import type { FirewallRule } from './rule.ts';
import { sayPrice } from './say-price.ts';
import { not } from './statements.ts';

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
 * @throws Error when the rules cost more than `maxCapacityUnits` or break a quota of AWS WAF, or a contract allows a body
 * that no firewall inspects.
 */
export class Firewall extends Construct {
  /** Stands in front of the stage of each API that is given this firewall. */
  readonly webAcl: wafv2.CfnWebACL;
  readonly capacity: FirewallCapacity;
  readonly #name: string;
  /** The rules that can refuse a request, by name. */
  readonly #refusing: readonly string[];

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    assertProps(this.node.path, props, firewallPropsRules);
    const rules = this.#rules(props);
    this.capacity = this.#affordable(rules, props.maxCapacityUnits ?? MOST_CAPACITY_UNITS);
    const customResponseBodies = Object.fromEntries(firewallProblems.map((code) => [code, problemBody(code)]));
    holdQuotas(this, rules, customResponseBodies);
    sayPrice(this, this.capacity, props);
    const visible = visibleAs(props.sampledRequests ?? false);
    // Metrics are filed under the name of the web ACL and under that of its metric: they are the same.
    this.#name = cdk.Names.uniqueResourceName(this, { maxLength: 100 });
    this.#refusing = rules.filter(({ action }) => action !== countAndLabel).map(({ name }) => name);
    this.webAcl = new wafv2.CfnWebACL(this, 'WebAcl', {
      name: this.#name,
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
      visibilityConfig: visible(this.#name),
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
      webAclName: this.#name,
      region: cdk.Stack.of(this).region,
      ruleNames: this.#refusing,
    });
  }

  /** The order of defence, cheap before dear. */
  #rules(props: FirewallProps): readonly FirewallRule[] {
    const { api, detection = 'own-rules', unsearchedBodies = [] } = props;
    const routes = routesOf(api, props.stageName ?? 'live');
    const searchedBody = unsearchedBodies.length === 0 ? [] : [not(routes.of(unsearchedBodies))];
    const headerNames = new Set([...api.endpoints.flatMap((each) => each.headerNames), ...alwaysInspected]);
    return [
      ...paidGroups({ ...(props.antiDdos === true && { antiDdos: true }) }),
      bodySizeRule(longestBody(api)),
      ...rateRules(api, routes, props),
      ...contractRules(api, routes),
      ...(props.rules ?? []),
      ...paidGroups({ ...props, antiDdos: false }),
      ...(detection === 'own-rules'
        ? [
            ...standardGroups(confirmedRules),
            ...confirmationRules(searchedBody),
            ...detectionRules(this, [...headerNames], searchedBody),
          ]
        : standardGroups(new Map())),
    ];
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
