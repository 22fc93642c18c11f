import * as z from 'zod';
import { DeclarationError, shortId } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';
import { noTags, tags } from './tags.ts';
import { throttle } from './throttle.ts';

/** `Ref` is the plan's id. */
export const usagePlan = resourceType({
  type: 'AWS::ApiGateway::UsagePlan',
  properties: z.strictObject({
    UsagePlanName: z.string().optional(),
    Description: z.string().optional(),
    ApiStages: z
      .array(
        z.strictObject({
          ApiId: z.string(),
          Stage: z.string(),
          /** By `/accounts/{accountId}/GET`. */
          Throttle: z.record(z.string(), throttle).default({}),
        }),
      )
      .default([]),
    Quota: z
      .strictObject({
        Limit: z.int().min(0),
        Period: z.enum(['DAY', 'WEEK', 'MONTH']),
        /** Counts only against the period in which the plan was made, which a template does not know. */
        Offset: z.literal(0).optional(),
      })
      .optional(),
    Throttle: throttle.optional(),
    Tags: tags,
  }),
  enforcement: {
    kind: 'approximated',
    how: 'limits are exact here; AWS applies them on a best-effort basis and may let more through',
  },
  lesser: { Tags: noTags },
  declare({ path, uniqueSuffix, properties: given }, { gateway }) {
    const id = shortId(uniqueSuffix);
    gateway.declareUsagePlan({
      id,
      throttle: given.Throttle,
      quota: given.Quota && { limit: given.Quota.Limit, period: given.Quota.Period },
      stages: given.ApiStages.map(({ ApiId, Stage, Throttle }) => ({
        apiId: ApiId,
        stage: Stage,
        methodThrottles: new Map(Object.entries(Throttle).map(([key, limit]) => [toMethod(key, path), limit])),
      })),
    });
    return { ref: id, attributes: { Id: id } };
  },
});

/** `GET /accounts` of `/accounts/GET`, and `GET /` of `//GET`. */
function toMethod(key: string, path: string): string {
  const { resource, method } = /^(?<resource>\/.*)\/(?<method>[A-Z]+)$/.exec(key)?.groups ?? {};
  if (resource === undefined) throw new DeclarationError(`${path}: '${key}' names no method to throttle`);
  return `${method} ${resource}`;
}
