import * as cdk from 'aws-cdk-lib';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { claims } from '../contract/index.ts';

/** An issuer of access tokens beside the user pool. */
export interface TrustedIssuerProps {
  /** `iss` of its tokens, an https URL without a slash at its end: `https://login.example.com`. */
  readonly issuer: string;
  /** Where its keys are. @default `<issuer>/.well-known/jwks.json` */
  readonly jwksUri?: string;
  /** What it may sign with. */
  readonly algorithms: readonly ['RS256' | 'PS256' | 'ES256' | 'EdDSA', ...('RS256' | 'PS256' | 'ES256' | 'EdDSA')[]];
  /** The API's own names, of which `aud` holds one (RFC 9068 §4). */
  readonly audiences: readonly [string, ...string[]];
  /** Clients whose tokens are taken. @default any of the issuer's */
  readonly clientIds?: readonly [string, ...string[]];
  /** Scopes that it may give; others of its tokens count for nothing. */
  readonly grantableScopes: readonly [string, ...string[]];
  /** Claim that lists a caller's roles, and the roles that it may give. @default none: its tokens carry no roles */
  readonly roles?: { readonly claim: string; readonly grantable: readonly [string, ...string[]] };
}

/** A user pool; `UserPool` knows its clients, of another one they must be named. */
export interface Users extends cognito.IUserPool {
  /** Clients whose tokens a Lambda authorizer takes. @default none: only API Gateway's own authorizer takes tokens */
  readonly clientIds?: readonly string[];
}

/** @throws Error naming the issuer that is none, or that is named twice */
export function assertIssuers(path: string, issuers: readonly TrustedIssuerProps[]): void {
  const seen = new Set<string>();
  for (const { issuer, jwksUri = issuer } of issuers) {
    if (![issuer, jwksUri].every(isHttps) || issuer.endsWith('/')) {
      throw new Error(`${path}: '${issuer}' must be an https URL without query, fragment, or a slash at its end`);
    }
    if (seen.has(issuer)) throw new Error(`${path}: the issuer '${issuer}' is named twice`);
    seen.add(issuer);
  }
}

const isHttps = (text: string): boolean => {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.search === '' && url.hash === '' && url.username === '';
};

/** What the authorizers of access tokens are told: the user pool with its clients, and the other issuers. */
export const toTrustTable = (
  scope: IConstruct,
  users: Users | undefined,
  issuers: readonly TrustedIssuerProps[],
): string =>
  cdk.Stack.of(scope).toJsonString([
    ...(users === undefined ? [] : [trustIn(scope.node.path, users)]),
    ...issuers.map(({ roles, ...issuer }) => ({
      ...issuer,
      tokenUse: 'unnamed',
      ...(roles !== undefined && { rolesClaim: roles.claim, grantableRoles: roles.grantable }),
    })),
  ]);

function trustIn(path: string, { clientIds, env, userPoolId }: Users) {
  if (clientIds === undefined)
    throw new Error(`${path}: name the \`clientIds\` of the user pool whose tokens are taken`);
  const issuer = `https://cognito-idp.${env.region}.amazonaws.com/${userPoolId}`;
  return { issuer, isOwn: true, clientIds, rolesClaim: claims.groups };
}
