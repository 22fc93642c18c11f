import * as z from 'zod';
import { shortId } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';

/** `Ref` is the deployment's id. A stage made on the way (`StageName`, `StageDescription`) is refused by name. */
export const deployment = resourceType({
  type: 'AWS::ApiGateway::Deployment',
  properties: z.strictObject({ RestApiId: z.string(), Description: z.string().optional() }),
  enforcement: {
    kind: 'approximated',
    how: 'the API answers as the template declares it; AWS answers as it was declared when the deployment was made',
  },
  declare({ uniqueSuffix, properties: { RestApiId } }, { gateway }) {
    const id = shortId(uniqueSuffix);
    gateway.declareDeployment(RestApiId, id);
    return { ref: id, attributes: { DeploymentId: id } };
  },
});
