import { authorizerContext, claims } from '../../contract/index.ts';
import type { IssuedBy } from '../access-token/is-issuer-taken.ts';
import { standardProblem } from '../problem.ts';
import { Principal } from './principal.ts';
import type { PromisedWays } from './promised-ways.ts';

type Facts = Readonly<Record<string, unknown>>;

/**
 * The principal that the gateway's authorizer vouches for.
 *
 * @throws Problem `unauthenticated` when the authorizer vouches for nobody, for a way in that the contract does not have, or
 * for a token that is no access token.
 */
export function toPrincipal(ways: PromisedWays, authorizer: Facts | null | undefined): Principal {
  const facts = ways.vouchedBy === 'cognito' ? record(authorizer?.['claims']) : record(authorizer);
  const principal = facts && (ways.vouchedBy === 'cognito' ? ofClaims(facts) : ofContext(ways, facts));
  if (principal === undefined) throw standardProblem('unauthenticated');
  return principal;
}

function ofClaims(token: Facts): Principal | undefined {
  const subject = text(token[claims.subject]);
  if (subject === '' || token[claims.tokenUse] !== 'access') return undefined;
  return new Principal({
    scheme: 'bearer',
    way: 'bearer',
    subject,
    client: text(token[claims.clientId]) || subject,
    roles: words(token[claims.groups]),
    scopes: scopesIn(token[claims.scope]),
    assurance: {
      acr: text(token[claims.acr]) || undefined,
      authTimeSeconds: integer(text(token[claims.authTime])),
      boundTo: undefined,
      isFresh: false,
      // API Gateway's own authorizer takes tokens of the pool, and no others.
      issuedBy: 'users',
    },
  });
}

function ofContext({ schemes }: PromisedWays, context: Facts): Principal | undefined {
  const subject = text(context[authorizerContext.subject]);
  const way = text(context[authorizerContext.scheme]);
  const [first] = schemes.get(way) ?? [];
  if (subject === '' || first === undefined) return undefined;
  return new Principal({
    scheme: first.kind,
    way,
    subject,
    client: text(context[authorizerContext.client]),
    roles: words(context[authorizerContext.roles]),
    scopes: scopesIn(context[authorizerContext.scopes]),
    assurance: {
      acr: text(context[authorizerContext.acr]) || undefined,
      authTimeSeconds: integer(text(context[authorizerContext.authTime])),
      boundTo: bindings.get(text(context[authorizerContext.boundTo])),
      isFresh: context[authorizerContext.fresh] === 'true',
      isPinned: context[authorizerContext.pinned] === 'true',
      issuedBy: issuers.get(text(context[authorizerContext.issuedBy])),
    },
  });
}

const bindings: ReadonlyMap<string, 'certificate' | 'dpop'> = new Map([
  ['certificate', 'certificate'],
  ['dpop', 'dpop'],
]);

const issuers: ReadonlyMap<string, IssuedBy> = new Map([
  ['users', 'users'],
  ['others', 'others'],
]);

const integer = (digits: string) => (/^\d{1,15}$/.test(digits) ? Number(digits) : undefined);

// An object of whatever values: each is checked where it is read.
const record = (value: unknown) => (typeof value === 'object' && value !== null ? (value as Facts) : undefined);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A space, and nothing else, stands between two scopes: commas and brackets are letters of theirs (RFC 6749 §3.3). */
const scopesIn = (value: unknown): readonly string[] =>
  text(value)
    .split(' ')
    .filter((scope) => scope !== '');

/** Names of groups: `a b`, `a,b`, and the `[a, b]` or `[a b]` which the gateway makes of a list claim. */
const words = (value: unknown): readonly string[] => text(value).match(/[^\s,[\]]+/g) ?? [];
