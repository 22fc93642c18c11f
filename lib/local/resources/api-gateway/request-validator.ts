import * as z from 'zod';
import { shortId } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';

/** `Ref` is the validator's id. */
export const requestValidator = resourceType({
  type: 'AWS::ApiGateway::RequestValidator',
  properties: z.strictObject({
    RestApiId: z.string(),
    Name: z.string().optional(),
    ValidateRequestBody: z.boolean().default(false),
    ValidateRequestParameters: z.boolean().default(false),
  }),
  enforcement: { kind: 'enforced' },
  declare({ uniqueSuffix, properties: given }, { gateway }) {
    const id = shortId(uniqueSuffix);
    gateway.declareRequestValidator(given.RestApiId, id, {
      parameters: given.ValidateRequestParameters,
      body: given.ValidateRequestBody,
    });
    return { ref: id, attributes: { RequestValidatorId: id } };
  },
});
