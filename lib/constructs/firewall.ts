import * as cdk from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { type Api, headers } from '../contract/index.ts';
import {
  addressRateRule,
  bodySizeRule,
  type FirewallRule,
  firewallProblems,
  managedRules,
  problemBody,
} from './firewall-rules.ts';
import { assertProps, isAbsentOrPositiveInteger, type PropsRule } from './props-rule.ts';

export interface FirewallProps {
  /** The contracts: the longest body they allow is the longest that passes. */
  readonly api: Api;
  /** Requests that one address may send in five minutes, at least 10. @default 5000 */
  readonly requestsPerFiveMinutes?: number;
  /** Web ACL capacity units that the rules may cost together. @default 1500, above which AWS charges more */
  readonly maxCapacityUnits?: number;
  /** How long the log of refused requests is kept. @default one year */
  readonly logRetention?: logs.RetentionDays;
}

/** The steps in which AWS WAF inspects bodies, in bytes. */
const inspectionLimits = new Map([
  [16_384, 'KB_16'],
  [32_768, 'KB_32'],
  [49_152, 'KB_48'],
  [65_536, 'KB_64'],
]);
const MOST_INSPECTED_BYTES = 65_536;

const longestBody = ({ endpoints }: Api) => Math.max(...endpoints.map(({ limits }) => limits.bodyBytes));

const rules: readonly PropsRule<FirewallProps>[] = [
  {
    message: `AWS WAF inspects ${MOST_INSPECTED_BYTES} bytes of a body at most, and a contract allows more`,
    broken: ({ api }) => !(longestBody(api) <= MOST_INSPECTED_BYTES),
  },
  {
    message: 'requestsPerFiveMinutes is a whole number of at least 10',
    broken: ({ requestsPerFiveMinutes = 10 }) =>
      !(Number.isSafeInteger(requestsPerFiveMinutes) && requestsPerFiveMinutes >= 10),
  },
  {
    message: 'maxCapacityUnits is a positive whole number',
    broken: ({ maxCapacityUnits }) => !isAbsentOrPositiveInteger(maxCapacityUnits),
  },
];

/**
 * A web ACL in front of a stage: it refuses bodies longer than any contract allows, addresses that send too much, and
 * what AWS's managed groups know as an attack; whatever no rule refuses passes. Refusals are logged without credentials.
 *
 * @throws Error when the rules cost more than `maxCapacityUnits`, or a contract allows a body that no firewall inspects.
 */
export class Firewall extends Construct {
  /** Stands in front of the stage of each API that is given this firewall. */
  readonly webAcl: wafv2.CfnWebACL;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    assertProps(this.node.path, props, rules);
    const bodyBytes = longestBody(props.api);
    const list = [bodySizeRule(bodyBytes), addressRateRule(props.requestsPerFiveMinutes ?? 5_000), ...managedRules];
    this.#assertAffordable(list, props.maxCapacityUnits ?? 1_500);
    this.webAcl = new wafv2.CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rules: list.map(({ name, rule }, priority) => ({ name, priority, ...rule, visibilityConfig: visible(name) })),
      visibilityConfig: visible('Firewall'),
      customResponseBodies: Object.fromEntries(firewallProblems.map((code) => [code, problemBody(code)])),
      associationConfig: {
        requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: inspectionLimitFor(bodyBytes) } },
      },
    });
    this.#log(props.logRetention ?? logs.RetentionDays.ONE_YEAR);
  }

  /** Puts the firewall in front of a stage of the same stack. */
  protect(stage: apigateway.Stage): void {
    new wafv2.CfnWebACLAssociation(this, 'Association', {
      resourceArn: stage.stageArn,
      webAclArn: this.webAcl.attrArn,
    });
  }

  #assertAffordable(list: readonly FirewallRule[], most: number): void {
    const units = list.reduce((sum, { capacityUnits }) => sum + capacityUnits, 0);
    if (!(units <= most))
      throw new Error(`${this.node.path}: the rules cost ${units} capacity units, more than ${most}`);
  }

  #log(retention: logs.RetentionDays): void {
    const stack = cdk.Stack.of(this);
    const group = new logs.LogGroup(this, 'Log', {
      // AWS WAF writes to no other name.
      logGroupName: `aws-waf-logs-${cdk.Names.uniqueResourceName(this, { maxLength: 100 })}`,
      retention,
    });
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.webAcl.attrArn,
      logDestinationConfigs: [
        // The ARN that CloudFormation gives ends with `:*`, which AWS WAF refuses.
        stack.formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: group.logGroupName,
          arnFormat: cdk.ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      // `singleHeader` is untyped JSON to the CDK, so its key is spelled as CloudFormation does.
      redactedFields: [...credentialHeaders.map((Name) => ({ singleHeader: { Name } })), { queryString: {} }],
    });
  }
}

/** Where credentials travel, and where a caller's own mistake puts them: a query, and the page that linked to it. */
const credentialHeaders = [
  ...['authorization', 'proxy-authorization', 'cookie', 'referer', 'x-amz-security-token', 'x-auth-token'],
  headers.apiKey,
];

const inspectionLimitFor = (bytes: number): string =>
  [...inspectionLimits].find(([limit]) => bytes <= limit)?.[1] ?? 'KB_64';

const visible = (metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  // Samples show headers as they came, credentials among them.
  sampledRequestsEnabled: false,
});
