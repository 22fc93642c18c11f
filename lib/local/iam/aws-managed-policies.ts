import type { Json } from '../json.ts';

/**
 * The managed policies of AWS that the local runtime knows, by what follows `arn:aws:iam::aws:policy/`.
 * AWS Managed Policy Reference Guide.
 */
const actionsOnEverything: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  AWSXRayDaemonWriteAccess: [
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
  ],
};

/** Policy documents of AWS's own managed policies, by ARN. */
export const awsManagedPolicies = (partition: string): ReadonlyMap<string, Json> =>
  new Map(
    Object.entries(actionsOnEverything).map(([name, actions]) => [
      `arn:${partition}:iam::aws:policy/${name}`,
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
    ]),
  );
