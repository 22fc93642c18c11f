import type { LocalEnvironment } from '../environment.ts';
import type { BodyValidators } from './body-validators.ts';
import { DeclarationError } from './declaration-error.ts';
import type { GatewayResponseType } from './gateway-response-types.ts';
import type { UsagePlan, UsagePlans } from './limits/usage-plans.ts';
import type { Authorizer, GatewayResponse, Method, RequestValidator, RestApi, Stage } from './rest-api.ts';
import { shortId } from './short-id.ts';

export type RestApiDeclaration = Pick<RestApi, 'id' | 'name' | 'apiKeySource' | 'binaryMediaTypes' | 'securityPolicy'>;

export interface MethodDeclaration extends Omit<Method, 'authorizer' | 'validator'> {
  readonly authorizerKind: 'none' | 'cognito' | 'lambda';
  readonly authorizerId: string | undefined;
  readonly validatorId: string | undefined;
}

/** What the resources of a template tell the gateway. Each throws DeclarationError for what cannot be honoured. */
export interface Declarations {
  declareRestApi(declaration: RestApiDeclaration): { readonly rootResourceId: string };
  declareResource(
    apiId: string,
    resource: { readonly id: string; readonly parentId: string; readonly pathPart: string },
  ): void;
  declareMethod(apiId: string, resourceId: string, declaration: MethodDeclaration): void;
  /** A draft-04 schema that may refer to other models of the API by their address. */
  declareModel(apiId: string, name: string, schema: object): void;
  declareRequestValidator(apiId: string, id: string, validator: RequestValidator): void;
  declareAuthorizer(apiId: string, authorizer: Authorizer): void;
  declareGatewayResponse(apiId: string, type: GatewayResponseType, response: GatewayResponse): void;
  declareDeployment(apiId: string, id: string): void;
  /** From here on the API answers. */
  declareStage(apiId: string, stage: Stage): void;
  declareUsagePlan(plan: UsagePlan): void;
  declareApiKey(key: { readonly id: string; readonly value: string; readonly enabled: boolean }): void;
  declareUsagePlanKey(planId: string, keyId: string): void;
}

interface DeclarationsOptions {
  readonly environment: LocalEnvironment;
  readonly apis: Map<string, RestApi>;
  readonly usagePlans: UsagePlans;
  readonly bodyValidators: BodyValidators;
}

export function createDeclarations({
  environment,
  apis,
  usagePlans,
  bodyValidators,
}: DeclarationsOptions): Declarations {
  const apiOf = (id: string): RestApi => found(apis.get(id), `REST API '${id}'`);

  return {
    declareRestApi(declaration) {
      const rootResourceId = shortId('root', declaration.id);
      apis.set(declaration.id, {
        ...declaration,
        accountId: environment.accountId,
        rootResourceId,
        resources: new Map([[rootResourceId, { id: rootResourceId, path: '/', methods: new Map() }]]),
        models: new Map(standardModels),
        validators: new Map(),
        authorizers: new Map(),
        gatewayResponses: new Map(),
        deployments: new Set(),
        stage: undefined,
      });
      return { rootResourceId };
    },

    declareResource(apiId, { id, parentId, pathPart }) {
      const { resources } = apiOf(apiId);
      const parent = found(resources.get(parentId), `parent resource '${parentId}'`);
      if (!/^(?:[A-Za-z0-9_.:~,+-]+|\{[\w.:-]+\+?\})$/.test(pathPart)) refuse(`'${pathPart}' is no path part`);
      if (parent.path.endsWith('+}')) refuse(`a resource below '${parent.path}' would never be reached`);
      const path = `${parent.path.replace(/\/$/, '')}/${pathPart}`;
      const twin = [...resources.values()].find((other) => shapeOf(other.path) === shapeOf(path));
      if (twin) refuse(`'${path}' and '${twin.path}' are one path`);
      resources.set(id, { id, path, methods: new Map() });
    },

    declareMethod(apiId, resourceId, { authorizerKind, authorizerId, validatorId, ...method }) {
      const api = apiOf(apiId);
      const { path, methods } = found(api.resources.get(resourceId), `resource '${resourceId}'`);
      const what = `${method.httpMethod} ${path}`;
      if (methods.has(method.httpMethod)) refuse(`${what} is declared twice`);
      const authorizer =
        authorizerId === undefined
          ? undefined
          : found(api.authorizers.get(authorizerId), `authorizer '${authorizerId}'`);
      const kind = authorizer === undefined ? 'none' : authorizer.kind === 'cognito' ? 'cognito' : 'lambda';
      if (kind !== authorizerKind) refuse(`${what} wants '${authorizerKind}' authorization and names '${kind}'`);
      if (method.scopes.length > 0 && kind !== 'cognito') refuse(`${what} has scopes, but no user pool to check them`);
      for (const name of method.models.values()) found(api.models.get(name), `model '${name}'`);
      const validator =
        validatorId === undefined
          ? undefined
          : found(api.validators.get(validatorId), `request validator '${validatorId}'`);
      methods.set(method.httpMethod, { ...method, authorizer, validator });
    },

    declareModel: (apiId, name, schema) => void apiOf(apiId).models.set(name, schema),
    declareRequestValidator: (apiId, id, validator) => void apiOf(apiId).validators.set(id, validator),

    declareAuthorizer(apiId, authorizer) {
      if (authorizer.kind === 'request' && authorizer.cacheSeconds > 0 && authorizer.identitySources.length === 0) {
        refuse('an authorizer whose answers are cached needs an identity source');
      }
      apiOf(apiId).authorizers.set(authorizer.id, authorizer);
    },

    declareGatewayResponse: (apiId, type, response) => void apiOf(apiId).gatewayResponses.set(type, response),
    declareDeployment: (apiId, id) => void apiOf(apiId).deployments.add(id),

    declareStage(apiId, stage) {
      const api = apiOf(apiId);
      if (api.stage) refuse(`one stage of an API can be served, and '${api.stage.name}' is`);
      if (!api.deployments.has(stage.deploymentId)) refuse(`there is no deployment '${stage.deploymentId}'`);
      for (const name of api.models.keys()) bodyValidators.compile(api, name);
      api.stage = stage;
    },

    declareUsagePlan(plan) {
      for (const { apiId, stage, methodThrottles } of plan.stages) {
        const api = apiOf(apiId);
        if (api.stage?.name !== stage) refuse(`API '${api.name}' has no stage '${stage}'`);
        const methods = new Set(
          [...api.resources.values()].flatMap(({ path, methods }) =>
            [...methods.keys()].map((name) => `${name} ${path}`),
          ),
        );
        for (const name of methodThrottles.keys())
          if (!methods.has(name)) refuse(`there is no method '${name}' to throttle`);
      }
      usagePlans.declarePlan(plan);
    },

    declareApiKey: (key) => usagePlans.declareKey(key),
    declareUsagePlanKey: (planId, keyId) => usagePlans.declareMembership(planId, keyId),
  };
}

/** The models that every API has. */
const standardModels: readonly (readonly [string, object])[] = [
  ['Empty', { title: 'Empty Schema', type: 'object' }],
  ['Error', { title: 'Error Schema', type: 'object', properties: { message: { type: 'string' } } }],
];

/** Two parameters at one place are the same place, whatever their names. */
const shapeOf = (path: string): string => path.replace(/\{[^}+]+(\+?)\}/g, '{$1}');

function found<Thing>(thing: Thing | undefined, what: string): Thing {
  return thing ?? refuse(`there is no ${what}`);
}

function refuse(message: string): never {
  throw new DeclarationError(message);
}
