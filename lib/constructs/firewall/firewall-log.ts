import * as cdk from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { headers } from '../../contract/index.ts';

/** AWS WAF writes to no log group or bucket of another name. */
export const LOG_NAME_PREFIX = 'aws-waf-logs-';

/** Where credentials travel, and where a caller's own mistake puts them: a query, and the page that linked to it. */
const credentialHeaders = [
  ...['authorization', 'proxy-authorization', 'cookie', 'referer', 'x-amz-security-token', 'x-auth-token'],
  // A proof that the firewall refused was not used up, and would still approve what it was made for.
  ...[headers.apiKey, headers.oneTimeProof, headers.dpop, 'signature'],
];

interface LogOptions {
  readonly webAclArn: string;
  readonly bucket: Pick<s3.IBucket, 'bucketArn'> | undefined;
  readonly retention: logs.RetentionDays;
}

/** Logs every decision without credentials. */
export function addFirewallLog(scope: Construct, { webAclArn, bucket, retention }: LogOptions): void {
  new wafv2.CfnLoggingConfiguration(scope, 'Logging', {
    resourceArn: webAclArn,
    logDestinationConfigs: [bucket?.bucketArn ?? logGroupArn(scope, retention)],
    // `singleHeader` is untyped JSON to the CDK, so its key is spelled as CloudFormation does.
    redactedFields: [...credentialHeaders.map((Name) => ({ singleHeader: { Name } })), { queryString: {} }],
  });
}

function logGroupArn(scope: Construct, retention: logs.RetentionDays): string {
  const group = new logs.LogGroup(scope, 'Log', {
    logGroupName: `${LOG_NAME_PREFIX}${cdk.Names.uniqueResourceName(scope, { maxLength: 100 })}`,
    retention,
  });
  // The ARN that CloudFormation gives ends with `:*`, which AWS WAF refuses.
  return cdk.Stack.of(scope).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: group.logGroupName,
    arnFormat: cdk.ArnFormat.COLON_RESOURCE_NAME,
  });
}
