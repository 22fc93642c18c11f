import { type Caller, isRefused, type Scheme } from './scheme.ts';

/**
 * Several schemes at once: each must authenticate, for one client. The first names the caller and is metered; what is
 * granted is what all of them grant.
 */
export function allOf(...schemes: readonly [Scheme, Scheme, ...Scheme[]]): Scheme {
  const name = schemes.map((each) => each.name).join('+');
  return {
    name,
    isPresented: (request) => schemes.every((each) => each.isPresented(request)),
    challenges: async (request) => (await Promise.all(schemes.map((each) => each.challenges(request)))).flat(),
    async authenticate(request) {
      const callers: Caller[] = [];
      // One after the other: what a scheme consumes, a nonce, stays whole when an earlier one refuses.
      for (const scheme of schemes) {
        const outcome = await scheme.authenticate(request);
        if (isRefused(outcome)) return outcome;
        callers.push(outcome);
      }
      const [first, ...others] = callers;
      if (!first?.client || !others.every(({ client }) => client === first.client)) {
        return { because: 'credentials of several clients' };
      }
      return {
        ...first,
        way: name,
        scopes: first.scopes.filter((scope) => others.every(({ scopes }) => scopes.includes(scope))),
        roles: first.roles.filter((role) => others.every(({ roles }) => roles.includes(role))),
        context: Object.assign({}, ...callers.map(({ context }) => context)),
      };
    },
  };
}
