import * as z from 'zod';
import { authFlows } from '../../cognito/index.ts';
import { resourceType } from '../../resource-type.ts';

const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);
const secondsIn = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const satisfies Record<
  z.output<typeof unit>,
  number
>;
const url = z.string().min(1).max(1_024);

/** What AWS allows where nothing is said. */
const defaultAuthFlows: (typeof authFlows)[number][] = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
];

const properties = z.strictObject({
  UserPoolId: z.string(),
  ClientName: z.string().min(1).max(128).optional(),
  GenerateSecret: z.boolean().default(false),
  ExplicitAuthFlows: z.array(z.enum(authFlows)).default(defaultAuthFlows),
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).default('LEGACY'),
  EnableTokenRevocation: z.boolean().default(true),
  AccessTokenValidity: z.int().min(1).max(86_400).optional(),
  IdTokenValidity: z.int().min(1).max(86_400).optional(),
  RefreshTokenValidity: z.int().min(0).max(315_360_000).optional(),
  TokenValidityUnits: z
    .strictObject({ AccessToken: unit.optional(), IdToken: unit.optional(), RefreshToken: unit.optional() })
    .optional(),
  AuthSessionValidity: z.int().min(3).max(15).default(3),
  AllowedOAuthFlowsUserPoolClient: z.boolean().default(false),
  AllowedOAuthFlows: z.array(z.enum(['code', 'implicit', 'client_credentials'])).default([]),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  CallbackURLs: z.array(url).optional(),
  LogoutURLs: z.array(url).optional(),
  DefaultRedirectURI: url.optional(),
  SupportedIdentityProviders: z.array(z.literal('COGNITO')).optional(),
  ReadAttributes: z.array(z.string()).optional(),
  WriteAttributes: z.array(z.string()).optional(),
  RefreshTokenRotation: z
    .strictObject({
      Feature: z.enum(['ENABLED', 'DISABLED']),
      RetryGracePeriodSeconds: z.int().min(0).max(60).optional(),
    })
    .optional(),
  EnablePropagateAdditionalUserContextData: z.boolean().optional(),
});

/** `Ref` is the client id. */
export const userPoolClient = resourceType({
  type: 'AWS::Cognito::UserPoolClient',
  properties,
  enforcement: { kind: 'enforced' },
  lesser: {
    EnablePropagateAdditionalUserContextData: {
      kind: 'not-enforced',
      why: 'there is no threat protection that could use addresses of users',
    },
  },
  declare({ path, uniqueSuffix, properties: given }, { cognito }) {
    const lifetimes = toLifetimes(given);
    assertLifetimes(lifetimes);
    assertOauth(given);
    const { client, secret } = cognito.declareClient({
      uniqueSuffix,
      userPoolId: given.UserPoolId,
      name: given.ClientName ?? path,
      hasSecret: given.GenerateSecret,
      authFlows: given.ExplicitAuthFlows,
      preventUserExistenceErrors: given.PreventUserExistenceErrors === 'ENABLED',
      tokenRevocation: given.EnableTokenRevocation,
      ...lifetimes,
      rotationGraceSeconds: toRotation(given),
      authSessionMinutes: given.AuthSessionValidity,
      readAttributes: given.ReadAttributes,
      writeAttributes: given.WriteAttributes,
      oauth: given.AllowedOAuthFlowsUserPoolClient
        ? {
            flows: given.AllowedOAuthFlows,
            scopes: given.AllowedOAuthScopes,
            callbackUrls: given.CallbackURLs ?? [],
            logoutUrls: given.LogoutURLs ?? [],
            defaultRedirectUri: given.DefaultRedirectURI,
          }
        : { flows: [], scopes: [], callbackUrls: [], logoutUrls: [], defaultRedirectUri: undefined },
    });
    return {
      ref: client.id,
      attributes: { ClientId: client.id, Name: client.name, ...(secret === undefined ? {} : { ClientSecret: secret }) },
    };
  },
});

type Properties = z.output<typeof properties>;

/** Numbers without a unit are hours, those of refresh tokens days; a refresh token of 0 is one of 30 days. */
const toLifetimes = (given: Properties) => ({
  accessTokenSeconds: (given.AccessTokenValidity ?? 1) * secondsIn[given.TokenValidityUnits?.AccessToken ?? 'hours'],
  idTokenSeconds: (given.IdTokenValidity ?? 1) * secondsIn[given.TokenValidityUnits?.IdToken ?? 'hours'],
  refreshTokenSeconds:
    (given.RefreshTokenValidity || 30) *
    secondsIn[given.RefreshTokenValidity ? (given.TokenValidityUnits?.RefreshToken ?? 'days') : 'days'],
});

/** @throws with REFRESH_TOKEN_AUTH, whose tokens AWS does not rotate */
function toRotation({ RefreshTokenRotation: rotation, ExplicitAuthFlows }: Properties): number | undefined {
  if (rotation?.Feature !== 'ENABLED') return undefined;
  if (ExplicitAuthFlows.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw new Error('RefreshTokenRotation and ALLOW_REFRESH_TOKEN_AUTH exclude one another');
  }
  return rotation.RetryGracePeriodSeconds ?? 0;
}

/** @throws for a lifetime that AWS does not take: 5 minutes to a day, of refresh tokens an hour to ten years */
function assertLifetimes(lifetimes: ReturnType<typeof toLifetimes>): void {
  const { accessTokenSeconds, idTokenSeconds, refreshTokenSeconds } = lifetimes;
  for (const seconds of [accessTokenSeconds, idTokenSeconds]) {
    if (!(seconds >= 300 && seconds <= 86_400)) throw new Error('access and ID tokens last 5 minutes to a day');
  }
  if (!(refreshTokenSeconds >= 3_600 && refreshTokenSeconds <= 315_360_000)) {
    throw new Error('refresh tokens last an hour to ten years');
  }
  if (!(refreshTokenSeconds > Math.max(accessTokenSeconds, idTokenSeconds))) {
    throw new Error('refresh tokens last longer than access and ID tokens');
  }
}

/** @throws for flows of OAuth 2.0, and addresses for them, that AWS does not take */
function assertOauth(given: Properties): void {
  const { AllowedOAuthFlows: flows, AllowedOAuthScopes: scopes, CallbackURLs = [], LogoutURLs = [] } = given;
  if (flows.includes('client_credentials')) {
    if (flows.length > 1) throw new Error('client_credentials cannot be combined with other flows');
    if (!given.GenerateSecret) throw new Error('client_credentials needs GenerateSecret');
    if (scopes.length === 0) throw new Error('client_credentials needs AllowedOAuthScopes');
  } else if (given.AllowedOAuthFlowsUserPoolClient && flows.length > 0) {
    if (CallbackURLs.length === 0) throw new Error('the flows code and implicit need CallbackURLs');
    if (scopes.length === 0) throw new Error('the flows code and implicit need AllowedOAuthScopes');
  }
  for (const url of [...CallbackURLs, ...LogoutURLs]) assertRedirectUrl(url);
  if (given.DefaultRedirectURI !== undefined && !CallbackURLs.includes(given.DefaultRedirectURI)) {
    throw new Error('DefaultRedirectURI must be one of CallbackURLs');
  }
}

/** @throws for an address that AWS does not take: relative, with a fragment, or http elsewhere than on this machine */
function assertRedirectUrl(url: string): void {
  if (!URL.canParse(url) || url.includes('#'))
    throw new Error('a callback or logout URL is absolute and has no fragment');
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    throw new Error('a callback or logout URL is https, except on localhost');
  }
  if (['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:'].includes(protocol)) {
    throw new Error(`a callback or logout URL leads to no ${protocol}`);
  }
}
