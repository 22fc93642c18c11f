import * as cdk from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import {
  type Api,
  authorizerOf,
  certificateDemandsOf,
  type Endpoint,
  environment,
  isMetered,
  tokenDemandsOf,
  tokenScopesOf,
} from '../contract/index.ts';
import { acknowledge } from './acknowledge.ts';
import { type Handlers, handlerCode } from './handler-code.ts';
import { type FunctionOptions, HandlerFunction } from './handler-function.ts';
import { type TrustedIssuerProps, toTrustTable, type Users } from './trusted-issuers.ts';

export interface EndpointAccessProps {
  readonly api: Api;
  readonly handlers: Handlers;
  readonly users?: Users;
  readonly trustedIssuers?: readonly TrustedIssuerProps[];
}

/** The part of a method's options that says who may call. */
type AccessOptions = Pick<
  apigateway.MethodOptions,
  'authorizationType' | 'authorizer' | 'authorizationScopes' | 'apiKeyRequired'
>;

interface LambdaAuthorizer {
  readonly authorizer: apigateway.RequestAuthorizer;
  readonly handler: lambda.Function;
}

/**
 * Tells cdk-nag, whose rules want Cognito in front of every method, why a method has something else: the contract's own
 * reason.
 */
export function acknowledgeAccess(method: apigateway.Method, { access }: Endpoint): void {
  const kind = authorizerOf(access);
  if (kind === 'cognito') return;
  if (access.kind === 'public') {
    for (const rule of ['APIG4', 'COG4']) acknowledge(method, rule, `public by contract: ${access.because}`);
  } else if (typeof kind === 'object') {
    acknowledge(method, 'COG4', `the Lambda authorizer '${kind.name}' authenticates its callers, by contract`);
  }
}

/** A cached verdict would outlive the token it was given for, the key that was revoked, and the address it came from. */
const uncached = cdk.Duration.seconds(0);

/** "API Gateway quotas": authorizers of one API. */
const mostAuthorizers = 10;

/** All variables of a function together have 4 KB ("Lambda quotas"); the rest is for the stores of its schemes. */
const longestTableBytes = 3_000;

/** The authorizers of an API, each made when the first endpoint needs it. */
export class EndpointAccess extends Construct {
  readonly #props: EndpointAccessProps;
  readonly #functions: FunctionOptions;
  readonly #byName = new Map<string, LambdaAuthorizer>();
  #users: apigateway.CognitoUserPoolsAuthorizer | undefined;

  constructor(scope: Construct, id: string, props: EndpointAccessProps, functions: FunctionOptions) {
    super(scope, id);
    this.#props = props;
    this.#functions = functions;
    const names = new Set(props.api.endpoints.map(({ access }) => JSON.stringify(authorizerOf(access))));
    names.delete(JSON.stringify('none'));
    if (names.size > mostAuthorizers) {
      throw new Error(
        `${this.node.path}: ${names.size} kinds of access are too many: API Gateway has ${mostAuthorizers} authorizers an API`,
      );
    }
  }

  optionsFor({ access, route }: Endpoint): AccessOptions {
    const kind = authorizerOf(access);
    if (kind === 'none') return { authorizationType: apigateway.AuthorizationType.NONE };
    if (kind === 'cognito') return this.#cognito(route);
    return {
      authorizationType: apigateway.AuthorizationType.CUSTOM,
      authorizer: this.#lambda(kind.name).authorizer,
      apiKeyRequired: isMetered(access),
    };
  }

  authorizer(name: string): lambda.Function {
    const found = this.#byName.get(name);
    if (found === undefined) throw new Error(`${this.node.path}: no endpoint needs an authorizer '${name}'`);
    return found.handler;
  }

  #cognito(route: string): AccessOptions {
    const { users, api } = this.#props;
    if (users === undefined) throw new Error(`${this.node.path}: '${route}' needs \`users\``);
    this.#users ??= new apigateway.CognitoUserPoolsAuthorizer(this, 'Users', {
      cognitoUserPools: [users],
      resultsCacheTtl: uncached,
    });
    return {
      authorizationType: apigateway.AuthorizationType.COGNITO,
      authorizer: this.#users,
      // Every scope of the API: a token with none is no credential here (401), and the handler refuses the wrong one (403).
      // Without scopes the gateway would take an ID token.
      authorizationScopes: [...new Set(api.endpoints.flatMap(({ access }) => tokenScopesOf(access)))].sort(),
    };
  }

  #lambda(name: string): LambdaAuthorizer {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const { function: handler } = new HandlerFunction(this, `${toPascalCase(name)}Handler`, {
      ...this.#functions,
      code: handlerCode(this.#props.handlers, 'authorizer', name),
      description: `Authenticates callers by ${name.replaceAll('-', ' ')}`,
      timeoutSeconds: 5,
      environment: this.#variablesOf(name),
    });
    const made = {
      handler,
      // Without identity sources it always runs, and each endpoint has the challenge that is right for it.
      authorizer: new apigateway.RequestAuthorizer(this, toPascalCase(name), {
        handler,
        identitySources: [],
        resultsCacheTtl: uncached,
      }),
    };
    this.#byName.set(name, made);
    return made;
  }

  #variablesOf(name: string): Readonly<Record<string, string>> {
    const { users, trustedIssuers = [] } = this.#props;
    return {
      [environment.demands]: this.#demandsOf(name),
      ...(name.includes('access-token') && {
        [environment.trustedIssuers]: toTrustTable(this, users, trustedIssuers),
      }),
    };
  }

  /** What each endpoint of an authorizer demands beside credentials, by method and path. */
  #demandsOf(name: string): string {
    const table = this.#props.api.endpoints.flatMap(({ access, method, path }) => {
      const kind = authorizerOf(access);
      if (typeof kind !== 'object' || kind.name !== name) return [];
      const demands = { ...tokenDemandsOf(access), ...certificateDemandsOf(access) };
      return Object.keys(demands).length === 0 ? [] : [[`${method} ${path}`, demands] as const];
    });
    const text = JSON.stringify(Object.fromEntries(table));
    if (text.length <= longestTableBytes) return text;
    throw new Error(
      `${this.node.path}: what the endpoints of the authorizer '${name}' demand takes ${text.length} bytes of ${longestTableBytes}: split the API, or let more of them demand the same`,
    );
  }
}

/** `api-key-and-client-certificate` to `ApiKeyAndClientCertificate`: construct ids are a public contract. */
const toPascalCase = (name: string): string =>
  name.replaceAll(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase());
