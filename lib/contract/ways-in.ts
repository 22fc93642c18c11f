import type { Access, BearerAccess, CertificateDemands, SchemeAccess, SchemeName, TokenDemands } from './access.ts';

/** One complete way in: a scheme, or several that are all needed. */
export interface WayIn {
  /** `apiKey`, or `apiKey+clientCertificate`; what the authorizer says it took. */
  readonly name: string;
  /** The first names the caller. */
  readonly schemes: readonly [SchemeAccess, ...SchemeAccess[]];
}

/** The ways in, of which a caller takes one; none for a public endpoint. */
export function waysIn(access: Access): readonly WayIn[] {
  switch (access.kind) {
    case 'public':
      return [];
    case 'anyOf':
      return access.any.flatMap(waysIn);
    case 'allOf':
      return [{ name: access.all.map(({ kind }) => kind).join('+'), schemes: access.all }];
    default:
      return [{ name: access.kind, schemes: [access] }];
  }
}

/** Every scheme that an endpoint takes, alone or with others. */
export const schemesOf = (access: Access): readonly SchemeAccess[] => waysIn(access).flatMap(({ schemes }) => schemes);

export const usesScheme = (access: Access, name: SchemeName): boolean =>
  schemesOf(access).some(({ kind }) => kind === name);

/**
 * Scopes that an endpoint asks of tokens of the user pool, alone or beside other credentials: those that the pool offers, that
 * its users are given, and that the gateway lets pass.
 */
export const tokenScopesOf = (access: Access): readonly string[] =>
  schemesOf(access).flatMap((scheme) => (scheme.kind === 'bearer' && scheme.issuers !== 'others' ? scheme.scopes : []));

/**
 * What checks the callers of an endpoint: nothing, the gateway's own Cognito authorizer, or the Lambda authorizer of this
 * name, which is also the folder of its handler: `access-token-or-api-key`, `api-key-and-client-certificate`.
 */
export type AuthorizerKind = 'none' | 'cognito' | { readonly name: string };

export function authorizerOf(access: Access): AuthorizerKind {
  if (access.kind === 'public') return 'none';
  if (access.kind === 'bearer' && !demandsMore(access)) return 'cognito';
  return { name: waysIn(access).map(toName).join('-or-') };
}

/** Whether a token needs more than what the gateway's Cognito authorizer looks at. */
export const demandsMore = ({ issuers = 'users', boundTo, assurance, fresh }: BearerAccess): boolean =>
  issuers !== 'users' || boundTo !== undefined || assurance !== undefined || fresh !== undefined;

/** What an endpoint demands of tokens; undefined for nothing but scopes. */
export function tokenDemandsOf(access: Access): TokenDemands | undefined {
  const scheme = schemesOf(access).find(({ kind }) => kind === 'bearer');
  if (scheme?.kind !== 'bearer' || !demandsMore(scheme)) return undefined;
  const { kind, scopes, ...demands } = scheme;
  return demands;
}

/** What an endpoint demands of client certificates; undefined for nothing but scopes. */
export const certificateDemandsOf = (access: Access): CertificateDemands | undefined =>
  schemesOf(access).some((scheme) => scheme.kind === 'clientCertificate' && scheme.pinned)
    ? { pinned: true }
    : undefined;

/** Whether a usage plan of the gateway counts the requests: it counts programs, and not people. */
export const isMetered = (access: Access): boolean =>
  access.kind !== 'public' && !waysIn(access).some(({ schemes }) => schemes[0].kind === 'bearer');

const toName = ({ schemes }: WayIn): string => schemes.map(({ kind }) => names[kind]).join('-and-');

const names = {
  bearer: 'access-token',
  apiKey: 'api-key',
  basic: 'basic',
  digest: 'digest',
  clientCertificate: 'client-certificate',
  signature: 'signature',
} as const satisfies Record<SchemeName, string>;
