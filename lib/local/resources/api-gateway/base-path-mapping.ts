import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** Serves a stage under a domain. A mapping without a stage, whose clients would choose one, is refused. */
export const basePathMapping = resourceType({
  type: 'AWS::ApiGateway::BasePathMapping',
  properties: z.strictObject({
    DomainName: z.string(),
    RestApiId: z.string(),
    Stage: z.string().optional(),
    BasePath: z
      .string()
      .regex(/^(?:\(none\)|[A-Za-z0-9$_.+!*'()-]+)$/)
      .optional(),
  }),
  enforcement: { kind: 'enforced' },
  declare({ properties: { DomainName, RestApiId, Stage, BasePath = '(none)' } }, { gateway }) {
    const basePath = BasePath === '(none)' ? '' : BasePath;
    gateway.declareBasePathMapping({ domainName: DomainName, basePath, apiId: RestApiId, stage: Stage });
    return { ref: `${DomainName}|${BasePath}`, attributes: {} };
  },
});
