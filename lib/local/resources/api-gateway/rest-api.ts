import * as z from 'zod';
import { shortId } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';
import { noTags, tags } from './tags.ts';

/** `Ref` is the API's id. An API from an OpenAPI `Body` or with a resource `Policy` is refused by name. */
export const restApi = resourceType({
  type: 'AWS::ApiGateway::RestApi',
  properties: z.strictObject({
    Name: z.string().min(1),
    Description: z.string().optional(),
    ApiKeySourceType: z.enum(['HEADER', 'AUTHORIZER']).default('HEADER'),
    BinaryMediaTypes: z.array(z.string()).default([]),
    DisableExecuteApiEndpoint: z.boolean().optional(),
    EndpointConfiguration: z
      .strictObject({
        Types: z.array(z.enum(['REGIONAL', 'EDGE'])).length(1),
        IpAddressType: z.enum(['ipv4', 'dualstack']).optional(),
      })
      .optional(),
    EndpointAccessMode: z.enum(['BASIC', 'STRICT']).optional(),
    SecurityPolicy: z.string().optional(),
    Tags: tags,
  }),
  enforcement: { kind: 'enforced' },
  lesser: {
    DisableExecuteApiEndpoint: {
      kind: 'not-enforced',
      why: 'there is one endpoint here, which stands for the custom domain',
    },
    'EndpointConfiguration.Types.EDGE': {
      kind: 'approximated',
      how: 'there is no CloudFront here: an EDGE API answers as a REGIONAL one',
    },
    EndpointAccessMode: { kind: 'not-enforced', why: 'every connection here comes to one name, localhost' },
    Tags: noTags,
  },
  declare({ uniqueSuffix, properties: { Name, ApiKeySourceType, BinaryMediaTypes, SecurityPolicy } }, { gateway }) {
    const id = shortId(uniqueSuffix);
    const { rootResourceId } = gateway.declareRestApi({
      id,
      name: Name,
      apiKeySource: ApiKeySourceType,
      binaryMediaTypes: BinaryMediaTypes,
      securityPolicy: SecurityPolicy,
    });
    return { ref: id, attributes: { RestApiId: id, RootResourceId: rootResourceId } };
  },
});
