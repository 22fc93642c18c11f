import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Api, type Endpoint, environment, isMetered, rolesHolding, usesScheme } from '../contract/index.ts';
import { accessLogFormat } from './access-log.ts';
import { ApiGatewayAccount } from './api-gateway-account.ts';
import { addCorsPreflight, corsVariables, isExactOrigin } from './cors.ts';
import { acknowledgeAccess, EndpointAccess } from './endpoint-access.ts';
import type { Firewall } from './firewall/firewall.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { type Handlers, handlerCode } from './handler-code.ts';
import { assertCovered } from './handler-coverage.ts';
import { type FunctionOptions, HandlerFunction } from './handler-function.ts';
import { commonMethodSettings, methodSettingsOf } from './method-settings.ts';
import { warnWithoutMutualTls } from './mutual-tls-warning.ts';
import { assertProps, isAbsentOrPositiveInteger, type PropsRule } from './props-rule.ts';
import { RequestValidation } from './request-validation.ts';
import { assertIssuers, type TrustedIssuerProps, type Users } from './trusted-issuers.ts';
import type { UsagePlans } from './usage-plans.ts';

export interface SecureRestApiProps extends Partial<FunctionOptions> {
  /** The contracts. */
  readonly api: Api;
  /** The bundled handlers: `bundle(handlersIn(folder))`. */
  readonly handlers: Handlers;
  /** Whose access tokens `bearer` endpoints take. @default none; then no endpoint may be `bearer` */
  readonly users?: Users;
  /** Issuers whose tokens endpoints with `issuers: 'trusted'` take beside the user pool's. @default none */
  readonly trustedIssuers?: readonly TrustedIssuerProps[];
  /**
   * Plans that meter programs: callers with keys, service credentials or certificates.
   * @default none; then every endpoint is public or takes tokens
   */
  readonly usagePlans?: UsagePlans;
  /** @default none: every request reaches the gateway */
  readonly firewall?: Firewall;
  /**
   * The one origin whose pages may call from a browser: `https://portal.example.com`.
   * @default none, so no page of any origin
   */
  readonly corsOrigin?: string;
  /** Throttle of methods that no contract describes, in requests a second. @default 10, with a burst of 20 */
  readonly defaultRatePerSecond?: number;
  /** @default 'live' */
  readonly stageName?: string;
  /** Also the name of the API. @default the title in lower case, joined by hyphens */
  readonly serviceName?: string;
  /**
   * Whether to make the role by which API Gateway writes logs. AWS has one such setting an account and region: say
   * `false` where another stack makes it.
   * @default true
   */
  readonly createAccountRole?: boolean;
}

const rules: readonly PropsRule<SecureRestApiProps>[] = [
  {
    message: "an endpoint with 'bearer' access needs `users`",
    broken: ({ api, users }) => users === undefined && api.endpoints.some(({ access }) => usesScheme(access, 'bearer')),
  },
  {
    message: 'an endpoint whose callers are programs needs `usagePlans`, which meter them',
    broken: ({ api, usagePlans }) => usagePlans === undefined && api.endpoints.some(({ access }) => isMetered(access)),
  },
  {
    message: "corsOrigin is one exact origin: 'https://portal.example.com', without a path, a wildcard or upper case",
    broken: ({ corsOrigin }) => corsOrigin !== undefined && !isExactOrigin(corsOrigin),
  },
  {
    message: 'defaultRatePerSecond is a positive whole number',
    broken: (props) => !isAbsentOrPositiveInteger(props.defaultRatePerSecond),
  },
];

/**
 * A regional REST API that keeps its contracts: TLS 1.2 with forward secrecy or 1.3, a firewall in front, authorizers,
 * throttles and request validators on every method, a function with a role of its own behind each, problem documents for
 * every refusal, and a log line for every request.
 *
 * @throws Error naming what is missing: an endpoint without a handler, a handler without an endpoint, users or plans for
 * an endpoint that needs them.
 *
 * @example
 * const api = new SecureRestApi(this, 'Api', { api: bankApi, handlers: bundle(handlersIn(folder)), users });
 * ledger.grantMove(api.function(createTransfer));
 */
export class SecureRestApi extends Construct {
  readonly restApi: apigateway.RestApi;
  readonly stage: apigateway.Stage;
  readonly #functions: ReadonlyMap<string, lambda.Function>;
  readonly #access: EndpointAccess;

  constructor(scope: Construct, id: string, props: SecureRestApiProps) {
    super(scope, id);
    assertProps(this.node.path, props, rules);
    assertCovered(this.node.path, props.api.endpoints, props.handlers);
    assertIssuers(this.node.path, props.trustedIssuers ?? []);
    const { corsOrigin } = props;
    const serviceName = props.serviceName ?? toServiceName(props.api.title);
    const functionOptions = functionOptionsOf(serviceName, props);
    this.restApi = this.#createRestApi(serviceName, props);
    this.stage = this.restApi.deploymentStage;
    if (props.createAccountRole ?? true) this.stage.node.addDependency(ApiGatewayAccount.ensure(this));

    this.#access = new EndpointAccess(this, 'Access', props, functionOptions);
    const validation = new RequestValidation(this, 'Validation', this.restApi);
    this.#functions = new Map(
      props.api.endpoints.map((endpoint) => {
        const handler = this.#createFunction(endpoint, props, functionOptions);
        const method = this.restApi.root
          .resourceForPath(endpoint.path)
          .addMethod(endpoint.method, new apigateway.LambdaIntegration(handler, { allowTestInvoke: false }), {
            operationName: endpoint.id,
            ...this.#access.optionsFor(endpoint),
            ...validation.optionsFor(endpoint),
          });
        acknowledgeAccess(method, endpoint);
        return [endpoint.id, handler];
      }),
    );
    addGatewayResponses(this.restApi, props.api.endpoints, {
      realm: serviceName,
      ...(corsOrigin !== undefined && { corsOrigin }),
    });
    if (corsOrigin !== undefined) addCorsPreflight(this.restApi, props.api.endpoints, corsOrigin);
    warnWithoutMutualTls(this.restApi, props.api.endpoints);
    props.firewall?.protect(this.stage);
    props.usagePlans?.meter(this.stage);
  }

  /**
   * The function behind an endpoint, for grants.
   *
   * @throws Error when the API has no such endpoint.
   */
  function({ id, route }: Pick<Endpoint, 'id' | 'route'>): lambda.Function {
    const found = this.#functions.get(id);
    if (found === undefined) throw new Error(`${this.node.path}: the api has no endpoint '${route}'`);
    return found;
  }

  /**
   * The function of a Lambda authorizer, for grants.
   *
   * @throws Error when no endpoint needs an authorizer of this name.
   */
  authorizer(name: string): lambda.Function {
    return this.#access.authorizer(name);
  }

  #createRestApi(serviceName: string, props: SecureRestApiProps): apigateway.RestApi {
    const ratePerSecond = props.defaultRatePerSecond ?? 10;
    const accessLog = new logs.LogGroup(this, 'AccessLog', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_YEAR,
    });
    const restApi = new apigateway.RestApi(this, 'RestApi', {
      restApiName: serviceName,
      description: `${props.api.title} ${props.api.version}`,
      endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] },
      ...(props.usagePlans !== undefined && { apiKeySourceType: apigateway.ApiKeySourceType.AUTHORIZER }),
      cloudWatchRole: false,
      deployOptions: {
        stageName: props.stageName ?? 'live',
        ...commonMethodSettings,
        throttlingRateLimit: ratePerSecond,
        throttlingBurstLimit: ratePerSecond * 2,
        methodOptions: methodSettingsOf(props.api.endpoints),
        tracingEnabled: true,
        accessLogDestination: new apigateway.LogGroupLogDestination(accessLog),
        accessLogFormat: apigateway.AccessLogFormat.custom(accessLogFormat),
      },
    });
    // The CDK's L2 has no properties for these (aws-cdk issue 36663); its default child is the L1 by construction.
    const resource = restApi.node.defaultChild as apigateway.CfnRestApi;
    resource.securityPolicy = apigateway.SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09;
    resource.endpointAccessMode = apigateway.EndpointAccessMode.STRICT;
    return restApi;
  }

  #createFunction(endpoint: Endpoint, props: SecureRestApiProps, options: FunctionOptions): lambda.Function {
    return new HandlerFunction(this, `Handler-${endpoint.id}`, {
      ...options,
      code: handlerCode(props.handlers, 'endpoint', endpoint.id),
      description: `${endpoint.route}: ${endpoint.summary}`,
      timeoutSeconds: Math.ceil((endpoint.limits.timeoutMillis + TIMEOUT_MARGIN_MILLIS) / 1_000),
      environment: variablesOf(endpoint, props),
    }).function;
  }
}

/** The handler answers at its own timeout; Lambda kills it this much later. */
const TIMEOUT_MARGIN_MILLIS = 1_000;

const variablesOf = (endpoint: Endpoint, { api, corsOrigin }: SecureRestApiProps) => ({
  ...(endpoint.permission !== undefined && {
    [environment.roles]: rolesHolding(api.roles, endpoint.permission).join(),
  }),
  ...corsVariables(endpoint, corsOrigin),
});

/** Absent stays absent: an `undefined` would be a value to the CDK. */
const functionOptionsOf = (serviceName: string, props: SecureRestApiProps): FunctionOptions => ({
  serviceName,
  ...(props.memoryMiB !== undefined && { memoryMiB: props.memoryMiB }),
  ...(props.reservedConcurrentExecutions !== undefined && {
    reservedConcurrentExecutions: props.reservedConcurrentExecutions,
  }),
  ...(props.logRetention !== undefined && { logRetention: props.logRetention }),
});

const toServiceName = (title: string) => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
