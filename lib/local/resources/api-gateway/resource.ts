import * as z from 'zod';
import { shortId } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';

/** `Ref` is the resource's id. */
export const resource = resourceType({
  type: 'AWS::ApiGateway::Resource',
  properties: z.strictObject({ RestApiId: z.string(), ParentId: z.string(), PathPart: z.string().min(1) }),
  enforcement: { kind: 'enforced' },
  declare({ uniqueSuffix, properties: { RestApiId, ParentId, PathPart } }, { gateway }) {
    const id = shortId(uniqueSuffix);
    gateway.declareResource(RestApiId, { id, parentId: ParentId, pathPart: PathPart });
    return { ref: id, attributes: { ResourceId: id } };
  },
});
