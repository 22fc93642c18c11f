import { type Access, authorizerContext, claims } from '../../contract/index.ts';
import { standardProblem } from '../problem.ts';
import { Principal } from './principal.ts';

type Facts = Readonly<Record<string, unknown>>;

/**
 * The principal that the gateway's authorizer vouches for, by the kind of access the contract asks for.
 *
 * @throws Problem `unauthenticated` when the authorizer vouches for nobody, for another scheme, or for a token that is
 * no access token.
 */
export function toPrincipal(kind: Exclude<Access['kind'], 'public'>, authorizer: Facts | null | undefined): Principal {
  const facts = kind === 'bearer' ? record(authorizer?.['claims']) : record(authorizer);
  const principal = facts === undefined ? undefined : readers[kind](facts);
  if (principal === undefined) throw standardProblem('unauthenticated');
  return principal;
}

const readers: Readonly<Record<'bearer' | 'apiKey', (facts: Facts) => Principal | undefined>> = {
  bearer: (token) => {
    const subject = text(token[claims.subject]);
    if (subject === '' || token[claims.tokenUse] !== 'access') return undefined;
    return new Principal({
      scheme: 'bearer',
      subject,
      roles: words(token[claims.groups]),
      scopes: words(token[claims.scope]),
    });
  },
  apiKey: (context) => {
    const subject = text(context[authorizerContext.subject]);
    if (subject === '' || context[authorizerContext.scheme] !== 'apiKey') return undefined;
    return new Principal({
      scheme: 'apiKey',
      subject,
      roles: words(context[authorizerContext.roles]),
      scopes: words(context[authorizerContext.scopes]),
    });
  },
};

// An object of whatever values: each is checked where it is read.
const record = (value: unknown) => (typeof value === 'object' && value !== null ? (value as Facts) : undefined);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `a b`, `a,b`, and the `[a, b]` or `[a b]` which the gateway makes of a list claim. */
const words = (value: unknown): readonly string[] => text(value).match(/[^\s,[\]]+/g) ?? [];
