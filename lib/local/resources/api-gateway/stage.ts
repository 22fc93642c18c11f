import * as z from 'zod';
import { DeclarationError, parseAccessLogFormat, type Throttle } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';
import { noTags, tags } from './tags.ts';

const methodSetting = z.strictObject({
  HttpMethod: z.string().regex(/^(?:\*|[A-Z]+)$/),
  /** `/*` for all, else `/` and the path with `~1` for `/`. */
  ResourcePath: z.string().startsWith('/'),
  ThrottlingRateLimit: z.number().min(0).optional(),
  ThrottlingBurstLimit: z.int().min(0).optional(),
  CachingEnabled: z.literal(false).optional(),
  DataTraceEnabled: z.literal(false).optional(),
  LoggingLevel: z.enum(['OFF', 'ERROR', 'INFO']).optional(),
  MetricsEnabled: z.boolean().optional(),
});

/** `Ref` is the stage's name. Caches, canaries, client certificates and data traces are refused by name. */
export const stage = resourceType({
  type: 'AWS::ApiGateway::Stage',
  properties: z.strictObject({
    RestApiId: z.string(),
    DeploymentId: z.string(),
    StageName: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/),
    Description: z.string().optional(),
    AccessLogSetting: z.strictObject({ DestinationArn: z.string(), Format: z.string() }).optional(),
    MethodSettings: z.array(methodSetting).default([]),
    TracingEnabled: z.boolean().default(false),
    Variables: z.record(z.string(), z.string()).default({}),
    Tags: tags,
  }),
  enforcement: { kind: 'enforced' },
  lesser: {
    AccessLogSetting: { kind: 'approximated', how: 'lines go to a file of the log folder, not to CloudWatch Logs' },
    'MethodSettings.LoggingLevel': { kind: 'not-enforced', why: 'the gateway writes no execution log here' },
    'MethodSettings.MetricsEnabled': { kind: 'approximated', how: 'metrics are counted in memory, from each start' },
    TracingEnabled: { kind: 'approximated', how: 'trace ids are made and handed on, and no segment is sent' },
    Tags: noTags,
  },
  declare({ path, properties: given }, { gateway }) {
    gateway.declareStage(given.RestApiId, {
      name: given.StageName,
      deploymentId: given.DeploymentId,
      variables: new Map(Object.entries(given.Variables)),
      throttles: new Map(given.MethodSettings.flatMap((setting) => toThrottle(setting, path))),
      accessLog: given.AccessLogSetting && parseAccessLogFormat(given.AccessLogSetting.Format, path),
      tracing: given.TracingEnabled,
    });
    return { ref: given.StageName, attributes: {} };
  },
});

function toThrottle(setting: z.output<typeof methodSetting>, path: string): (readonly [string, Throttle])[] {
  const { HttpMethod, ResourcePath, ThrottlingRateLimit: ratePerSecond, ThrottlingBurstLimit: burst } = setting;
  if (ratePerSecond === undefined && burst === undefined) return [];
  if (ratePerSecond === undefined || burst === undefined) {
    throw new DeclarationError(`${path}: the throttle of '${HttpMethod} ${ResourcePath}' needs a rate and a burst`);
  }
  return [[`${HttpMethod} ${toPath(ResourcePath)}`, { ratePerSecond, burst }]];
}

const toPath = (encoded: string): string => (encoded === '/*' ? '*' : encoded.slice(1).replaceAll('~1', '/') || '/');
