import type { PresentedRequest } from './presented-request.ts';
import { isRefused, type Refused, type Scheme } from './scheme.ts';

/**
 * One of several schemes: the one whose credentials the request carries. Credentials of two are refused, since another
 * reader could take the others; bad ones are refused, and no other scheme is tried in their place.
 */
export function anyOf(...schemes: readonly [Scheme, Scheme, ...Scheme[]]): Scheme {
  const challenges = async (request: PresentedRequest): Promise<readonly string[]> =>
    (await Promise.all(schemes.map((each) => each.challenges(request)))).flat();
  return {
    name: schemes.map(({ name }) => name).join('|'),
    isPresented: (request) => schemes.some((each) => each.isPresented(request)),
    challenges,
    async authenticate(request) {
      const [scheme, ...others] = presented(schemes, request);
      if (scheme === undefined) return { because: 'no credentials' };
      if (others.length > 0) return { because: 'credentials of several schemes' };
      const outcome = await scheme.authenticate(request);
      return isRefused(outcome) ? refusedOf(outcome, scheme, request) : outcome;
    },
  };

  /** The other schemes' challenges stand beside what this one has to say. */
  async function refusedOf(outcome: Refused, scheme: Scheme, request: PresentedRequest): Promise<Refused> {
    if (outcome.challenges === undefined) return outcome;
    const others = schemes.filter((each) => each !== scheme);
    const usual = await Promise.all(others.map((each) => each.challenges(request)));
    return { ...outcome, challenges: [...outcome.challenges, ...usual.flat()] };
  }
}

/** A certificate is presented with every request of its connection: it counts where nothing else is. */
function presented(schemes: readonly Scheme[], request: PresentedRequest): readonly Scheme[] {
  const all = schemes.filter((each) => each.isPresented(request));
  const inRequest = all.filter(({ carrier }) => carrier !== 'connection');
  return inRequest.length > 0 ? inRequest : all;
}
