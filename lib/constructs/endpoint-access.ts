import * as cdk from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type ApiKeyAccess, type BearerAccess, type Endpoint, headers } from '../contract/index.ts';
import { acknowledge } from './acknowledge.ts';
import { type Handlers, handlerCode } from './handler-code.ts';
import { type FunctionOptions, HandlerFunction } from './handler-function.ts';

export interface EndpointAccessProps {
  readonly handlers: Handlers;
  readonly users?: cognito.IUserPool;
}

/** The part of a method's options that says who may call. */
type AccessOptions = Pick<
  apigateway.MethodOptions,
  'authorizationType' | 'authorizer' | 'authorizationScopes' | 'apiKeyRequired'
>;

/**
 * Tells cdk-nag, whose rules want Cognito in front of every method, why a method has something else: the contract's own
 * reason.
 */
export function acknowledgeAccess(method: apigateway.Method, { access }: Endpoint): void {
  switch (access.kind) {
    case 'bearer':
      return;
    case 'public':
      for (const rule of ['APIG4', 'COG4']) acknowledge(method, rule, `public by contract: ${access.because}`);
      return;
    case 'apiKey':
      acknowledge(
        method,
        'COG4',
        'its callers are programs with API keys, which a Lambda authorizer checks and a usage plan meters',
      );
  }
}

/** A cached verdict would outlive the token it was given for, the key that was revoked, and the address it came from. */
const uncached = cdk.Duration.seconds(0);

/** The authorizers of an API, each made when the first endpoint needs it. */
export class EndpointAccess extends Construct {
  readonly #props: EndpointAccessProps;
  readonly #functions: FunctionOptions;
  #users: apigateway.CognitoUserPoolsAuthorizer | undefined;
  #keys: { readonly authorizer: apigateway.RequestAuthorizer; readonly handler: lambda.Function } | undefined;

  constructor(scope: Construct, id: string, props: EndpointAccessProps, functions: FunctionOptions) {
    super(scope, id);
    this.#props = props;
    this.#functions = functions;
  }

  optionsFor({ access, route }: Endpoint): AccessOptions {
    switch (access.kind) {
      case 'public':
        return { authorizationType: apigateway.AuthorizationType.NONE };
      case 'bearer':
        return this.#bearer(access, route);
      case 'apiKey':
        return this.#apiKey(access);
    }
  }

  get apiKeyAuthorizer(): lambda.Function {
    if (this.#keys === undefined) throw new Error(`${this.node.path}: no endpoint takes an API key`);
    return this.#keys.handler;
  }

  #bearer({ scopes }: BearerAccess, route: string): AccessOptions {
    const { users } = this.#props;
    if (users === undefined) throw new Error(`${this.node.path}: '${route}' needs \`users\``);
    this.#users ??= new apigateway.CognitoUserPoolsAuthorizer(this, 'Users', {
      cognitoUserPools: [users],
      resultsCacheTtl: uncached,
    });
    return {
      authorizationType: apigateway.AuthorizationType.COGNITO,
      authorizer: this.#users,
      // Without scopes the gateway would take an ID token.
      authorizationScopes: [...scopes],
    };
  }

  /** Scopes of keys are checked by the handler: the verdict of the authorizer holds for every path. */
  #apiKey(_access: ApiKeyAccess): AccessOptions {
    this.#keys ??= this.#createKeyAuthorizer();
    return {
      authorizationType: apigateway.AuthorizationType.CUSTOM,
      authorizer: this.#keys.authorizer,
      apiKeyRequired: true,
    };
  }

  #createKeyAuthorizer() {
    const { function: handler } = new HandlerFunction(this, 'ApiKeyHandler', {
      ...this.#functions,
      code: handlerCode(this.#props.handlers, 'authorizer', 'api-key'),
      description: 'Checks API keys',
      timeoutSeconds: 5,
    });
    const authorizer = new apigateway.RequestAuthorizer(this, 'ApiKeys', {
      handler,
      // Without one the gateway refuses by itself, and starts no function.
      identitySources: [apigateway.IdentitySource.header(headers.apiKey)],
      resultsCacheTtl: uncached,
    });
    return { handler, authorizer };
  }
}
