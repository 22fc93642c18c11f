import * as cdk from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import {
  type Api,
  type Endpoint,
  passwordPolicy,
  rolesHolding,
  type Scopes,
  tokenScopesOf,
} from '../contract/index.ts';
import { type Handlers, handlerCode } from './handler-code.ts';
import { HandlerFunction } from './handler-function.ts';
import { assertProps, type PropsRule } from './props-rule.ts';
import {
  addManagedLoginStyle,
  type PasskeyOptions,
  passkeyProps,
  passkeyRules,
  takePasskeysAsBothFactors,
} from './user-pool-passkeys.ts';

export interface UserPoolProps {
  /** The contracts: the scopes and roles of `bearer` endpoints become scopes and groups of the pool. */
  readonly api: Api;
  /** The bundled handlers; the trigger `pre-token-generation` gives users the scopes of their groups. */
  readonly handlers: Handlers;
  /** Prefix of the domain of `/oauth2/token`, unique in the region: `bank-123456789012`. */
  readonly domainPrefix: string;
  /**
   * `plus` adds threat protection, which blocks compromised passwords and risky sign-ins.
   * @default 'plus'
   */
  readonly plan?: 'essentials' | 'plus';
  /** At least 14. @default 14 */
  readonly passwordMinLength?: number;
  /**
   * Lets people sign in with a passkey in place of password and code. Needs managed login, the second version of the login
   * page, and a client with one.
   * @default no passkeys
   */
  readonly passkeys?: PasskeyOptions;
  /** `service` of the trigger's logs and metrics. @default 'users' */
  readonly serviceName?: string;
}

const rules: readonly PropsRule<UserPoolProps>[] = [
  ...passkeyRules,
  {
    message: `passwordMinLength is a whole number from ${passwordPolicy.minLength} to 99`,
    broken: ({ passwordMinLength = passwordPolicy.minLength }) =>
      !(
        Number.isSafeInteger(passwordMinLength) &&
        passwordMinLength >= passwordPolicy.minLength &&
        passwordMinLength <= 99
      ),
  },
  {
    message: "a scope of a 'bearer' endpoint has the form '<resource server>/<scope>'",
    broken: ({ api }) => !scopesOf(api).every((scope) => /^[^/]+\/[^/]+$/.test(scope)),
  },
];

export interface PublicClientOptions {
  /** Allows USER_PASSWORD_AUTH beside SRP. @default false */
  readonly passwordSignIn?: boolean;
  /**
   * Lets people sign in through the pool's login page, with a code (RFC 6749 §4.1; use PKCE).
   * @default no login page
   */
  readonly loginPage?: LoginPageOptions;
}

export interface LoginPageOptions {
  /** Where codes are sent: https, or http on localhost for a program on the user's own machine (RFC 8252 §7.3). */
  readonly callbackUrls: readonly [string, ...string[]];
  /** Where browsers go after signing out. @default nowhere */
  readonly logoutUrls?: readonly string[];
}

/**
 * A user pool whose users are made by an administrator, have a long password and a second factor, and get the scopes of
 * their groups in their access tokens. Deleting it takes two steps.
 */
export class UserPool extends cognito.UserPool {
  /** The function that gives users the scopes of their groups, for grants. */
  readonly preTokenGeneration: lambda.Function;
  readonly #scopes: ReadonlyMap<string, cognito.OAuthScope>;
  readonly #clients: cognito.UserPoolClient[] = [];
  readonly #hasPasskeys: boolean;

  constructor(scope: Construct, id: string, props: UserPoolProps) {
    assertProps(`${scope.node.path}/${id}`, props, rules);
    const isPlus = (props.plan ?? 'plus') === 'plus';
    super(scope, id, {
      featurePlan: isPlus ? cognito.FeaturePlan.PLUS : cognito.FeaturePlan.ESSENTIALS,
      ...(isPlus && { standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION }),
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      accountRecovery: cognito.AccountRecovery.NONE,
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      ...(props.passkeys && passkeyProps(props.passkeys)),
      passwordPolicy: {
        minLength: props.passwordMinLength ?? passwordPolicy.minLength,
        passwordHistorySize: passwordPolicy.historySize,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: cdk.Duration.days(passwordPolicy.temporaryDays),
      },
      deletionProtection: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    this.preTokenGeneration = this.#addScopesToTokens(props);
    this.#scopes = this.#addScopes(scopesOf(props.api));
    for (const role of groupsOf(props.api)) this.addGroup(`Group-${role}`, { groupName: role });
    this.#hasPasskeys = props.passkeys !== undefined;
    if (this.#hasPasskeys) takePasskeysAsBothFactors(this);
    this.addDomain('Domain', {
      cognitoDomain: { domainPrefix: props.domainPrefix },
      ...(this.#hasPasskeys && { managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN }),
    });
  }

  /**
   * A client that people sign in with and that cannot keep a secret; they sign in by SRP, and by password or through the
   * login page if allowed. Where the pool has passkeys, the page asks first whether password or passkey (USER_AUTH).
   *
   * @throws Error for a callback or logout URL that is not https, nor http on localhost.
   */
  addPublicClient(id: string, options: PublicClientOptions = {}): cognito.UserPoolClient {
    const { passwordSignIn = false, loginPage } = options;
    const choosesOnPage = loginPage !== undefined && this.#hasPasskeys;
    const client = this.addClient(id, {
      ...commonClientOptions,
      refreshTokenRotationGracePeriod: rotationGrace,
      generateSecret: false,
      ...(loginPage === undefined ? { disableOAuth: true } : toLoginPage(`${this.node.path}/${id}`, loginPage)),
      authFlows: { userSrp: true, ...(passwordSignIn && { userPassword: true }), ...(choosesOnPage && { user: true }) },
    });
    if (choosesOnPage) addManagedLoginStyle(this, client);
    return this.#remember(client);
  }

  /**
   * A client that is a program and gets tokens for itself (`client_credentials`, RFC 6749 §4.4).
   *
   * @throws Error naming a scope that no endpoint asks for.
   */
  addServiceClient(id: string, { scopes }: { readonly scopes: Scopes }): cognito.UserPoolClient {
    const client = this.addClient(id, {
      ...commonClientOptions,
      generateSecret: true,
      oAuth: { flows: { clientCredentials: true }, scopes: scopes.map((scope) => this.#scope(scope)) },
    });
    return this.#remember(client);
  }

  /** Ids of the clients that were added here, also of those that are added later. */
  get clientIds(): readonly string[] {
    return cdk.Lazy.list({ produce: () => this.#clients.map(({ userPoolClientId }) => userPoolClientId) });
  }

  #remember(client: cognito.UserPoolClient): cognito.UserPoolClient {
    this.#clients.push(client);
    return client;
  }

  #scope(name: string): cognito.OAuthScope {
    const scope = this.#scopes.get(name);
    if (scope === undefined) throw new Error(`${this.node.path}: no endpoint asks for the scope '${name}'`);
    return scope;
  }

  #addScopes(names: readonly string[]): ReadonlyMap<string, cognito.OAuthScope> {
    const servers = Map.groupBy(names, (name) => name.slice(0, name.indexOf('/')));
    return new Map(
      [...servers].flatMap(([identifier, fullNames]) => {
        const scopes = fullNames.map((fullName) => {
          const scopeName = fullName.slice(identifier.length + 1);
          return { fullName, scope: new cognito.ResourceServerScope({ scopeName, scopeDescription: scopeName }) };
        });
        const server = this.addResourceServer(`Scopes-${identifier}`, {
          identifier,
          scopes: scopes.map(({ scope }) => scope),
        });
        return scopes.map(
          ({ fullName, scope }) => [fullName, cognito.OAuthScope.resourceServer(server, scope)] as const,
        );
      }),
    );
  }

  /** The trigger's second version is the first that may change access tokens. */
  #addScopesToTokens({ handlers, serviceName }: UserPoolProps): lambda.Function {
    const trigger = new HandlerFunction(this, 'PreTokenGeneration', {
      code: handlerCode(handlers, 'trigger', 'pre-token-generation'),
      description: 'Gives users the scopes of their groups',
      serviceName: serviceName ?? 'users',
      // Cognito waits no longer.
      timeoutSeconds: 5,
    });
    this.addTrigger(
      cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      trigger.function,
      cognito.LambdaVersion.V2_0,
    );
    return trigger.function;
  }
}

/**
 * Tokens are short-lived, can be revoked, and no answer tells whether a user exists. Where one-time codes go is for
 * operators to say: without a list of attributes every client may write every one, so that a stolen access token could lead
 * the codes to another address and verify that. An empty list counts as none.
 */
const commonClientOptions = {
  accessTokenValidity: cdk.Duration.minutes(15),
  idTokenValidity: cdk.Duration.minutes(15),
  refreshTokenValidity: cdk.Duration.hours(12),
  enableTokenRevocation: true,
  preventUserExistenceErrors: true,
  writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ locale: true }),
} as const satisfies cognito.UserPoolClientOptions;

/**
 * A refresh token is good once (RFC 9700 §4.14.2): whoever sends one that was replaced longer ago has what is not his, or lost
 * it, and the sign-in ends. Until then the answer that a bad line lost can be asked for again.
 */
const rotationGrace = cdk.Duration.seconds(10);

/** Codes only: tokens never stand in an address. The scopes of groups come with the trigger. */
function toLoginPage(path: string, { callbackUrls, logoutUrls = [] }: LoginPageOptions) {
  for (const url of [...callbackUrls, ...logoutUrls]) {
    if (!/^https:\/\/[^#]+$|^http:\/\/localhost(?::\d+)?(?:\/[^#]*)?$/.test(url)) {
      throw new Error(`${path}: '${url}' must be https, or http on localhost, without a fragment`);
    }
  }
  return {
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.PROFILE],
      callbackUrls: [...callbackUrls],
      ...(logoutUrls.length > 0 && { logoutUrls: [...logoutUrls] }),
    },
    supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
  } satisfies cognito.UserPoolClientOptions;
}

const takesUsers = ({ access }: Endpoint) => tokenScopesOf(access).length > 0;

/** In alphabetical order, so that the template does not depend on the order of endpoints. */
const scopesOf = ({ endpoints }: Api): readonly string[] =>
  [...new Set(endpoints.flatMap(({ access }) => tokenScopesOf(access)))].sort();

/** Roles that users can have: those which may call an endpoint that takes users. */
const groupsOf = ({ endpoints, roles }: Api): readonly string[] =>
  [
    ...new Set(
      endpoints
        .filter(takesUsers)
        .flatMap(({ permission }) => (permission === undefined ? [] : rolesHolding(roles, permission))),
    ),
  ].sort();
