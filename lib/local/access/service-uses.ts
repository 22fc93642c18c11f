import { isJsonObject } from '../json.ts';
import type { DeclaredResource } from './declared-resource.ts';

/** What Lambda itself does in the role of a function when it is invoked. */
export interface ServiceUse {
  readonly action: string;
  readonly resource: string;
}

/**
 * AWS Lambda Developer Guide, "Execution role": Lambda writes the log of a function, and the trace of one that is traced,
 * in the function's role. Here the log is a file and no trace is sent, so these are what AWS would do for the invocation.
 *
 * @param declaredLogGroups names of the log groups of the template, which Lambda need not make
 */
export const serviceUsesOf = (
  { properties, identity }: DeclaredResource,
  arnOf: (service: string, resource: string) => string,
  declaredLogGroups: ReadonlySet<string>,
): readonly ServiceUse[] => {
  const { LoggingConfig, TracingConfig } = isJsonObject(properties) ? properties : {};
  const named = isJsonObject(LoggingConfig) ? LoggingConfig['LogGroup'] : undefined;
  const logGroup = typeof named === 'string' ? named : `/aws/lambda/${identity.ref}`;
  const stream = arnOf('logs', `log-group:${logGroup}:log-stream:${identity.ref}`);
  const isTraced = isJsonObject(TracingConfig) && TracingConfig['Mode'] === 'Active';
  return [
    ...(declaredLogGroups.has(logGroup)
      ? []
      : [{ action: 'logs:CreateLogGroup', resource: arnOf('logs', `log-group:${logGroup}`) }]),
    { action: 'logs:CreateLogStream', resource: stream },
    { action: 'logs:PutLogEvents', resource: stream },
    ...(isTraced ? tracing.map((action) => ({ action, resource: '*' })) : []),
  ];
};

const tracing = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
