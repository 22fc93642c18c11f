import * as z from 'zod';
import type { RequestParameter } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';
import { integration, toIntegration } from './integration.ts';

const authorizerKinds = { NONE: 'none', COGNITO_USER_POOLS: 'cognito', CUSTOM: 'lambda' } as const;

const requestParameter = z.string().regex(/^method\.request\.(?:path|querystring|header)\.[^.].*$/);

/**
 * A method with a Lambda proxy integration, or with a MOCK that answers CORS preflights. `AWS_IAM` and every other
 * integration are refused by name.
 */
export const method = resourceType({
  type: 'AWS::ApiGateway::Method',
  properties: z.strictObject({
    RestApiId: z.string(),
    ResourceId: z.string(),
    HttpMethod: z.enum(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']),
    OperationName: z.string().optional(),
    AuthorizationType: z.enum(['NONE', 'COGNITO_USER_POOLS', 'CUSTOM']),
    AuthorizerId: z.string().optional(),
    AuthorizationScopes: z.array(z.string()).default([]),
    ApiKeyRequired: z.boolean().default(false),
    RequestValidatorId: z.string().optional(),
    RequestParameters: z.record(requestParameter, z.boolean()).default({}),
    RequestModels: z.record(z.string(), z.string()).default({}),
    Integration: integration,
    MethodResponses: z
      .array(
        z.strictObject({
          StatusCode: z.string(),
          ResponseParameters: z.record(z.string(), z.boolean()).optional(),
          ResponseModels: z.record(z.string(), z.string()).optional(),
        }),
      )
      .optional(),
  }),
  enforcement: { kind: 'enforced' },
  lesser: {
    MethodResponses: {
      kind: 'not-enforced',
      why: 'API Gateway checks them on no answer of a proxy integration either; they document the API',
    },
  },
  declare({ path, logicalId, properties: given }, { gateway }) {
    gateway.declareMethod(given.RestApiId, given.ResourceId, {
      httpMethod: given.HttpMethod,
      operationName: given.OperationName,
      authorizerKind: authorizerKinds[given.AuthorizationType],
      authorizerId: given.AuthorizerId,
      scopes: given.AuthorizationScopes,
      apiKeyRequired: given.ApiKeyRequired,
      validatorId: given.RequestValidatorId,
      requiredParameters: requiredOf(given.RequestParameters),
      models: new Map(Object.entries(given.RequestModels).map(([type, model]) => [type.toLowerCase(), model])),
      integration: toIntegration(given.Integration, path),
    });
    return { ref: logicalId, attributes: {} };
  },
});

/** In the order in which AWS names those that are missing. */
const requiredOf = (parameters: Readonly<Record<string, boolean>>): readonly RequestParameter[] =>
  Object.entries(parameters)
    .filter(([, required]) => required)
    .map(([name]) => name)
    .toSorted()
    .map((key) => {
      const [, , place, ...name] = key.split('.');
      // The schema of the property lets no other place through.
      return { place: place as RequestParameter['place'], name: name.join('.') };
    });
