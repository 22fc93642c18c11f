import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

interface WidgetOptions {
  readonly webAclName: string;
  readonly region: string;
  readonly ruleNames: readonly string[];
}

/** A row for a dashboard: what passed and what was refused, and which rules refused it. */
export function firewallWidgets({ webAclName, region, ruleNames }: WidgetOptions): cloudwatch.IWidget[] {
  const metric = (metricName: string, rule: string, label: string) =>
    new cloudwatch.Metric({
      namespace: 'AWS/WAFV2',
      metricName,
      dimensionsMap: { WebACL: webAclName, Region: region, Rule: rule },
      statistic: 'Sum',
      label,
    });
  return [
    new cloudwatch.GraphWidget({
      title: 'Firewall',
      width: 8,
      left: [metric('AllowedRequests', 'ALL', 'passed'), metric('BlockedRequests', 'ALL', 'refused')],
    }),
    new cloudwatch.GraphWidget({
      title: 'Refused, by rule',
      width: 16,
      stacked: true,
      left: ruleNames.map((rule) => metric('BlockedRequests', rule, rule)),
    }),
  ];
}
