import { type Access, authorizerOf, type SchemeAccess, waysIn } from '../../contract/index.ts';

/** The ways in to an endpoint, worked out once when its function starts. */
export interface PromisedWays {
  /** Which authorizer of the gateway vouches for callers. */
  readonly vouchedBy: 'nobody' | 'cognito' | 'function';
  /** By the name that the authorizer gives a way: what a caller must hold to take it. */
  readonly schemes: ReadonlyMap<string, readonly [SchemeAccess, ...SchemeAccess[]]>;
}

export function toPromisedWays(access: Access): PromisedWays {
  const authorizer = authorizerOf(access);
  return {
    vouchedBy: authorizer === 'none' ? 'nobody' : authorizer === 'cognito' ? 'cognito' : 'function',
    schemes: new Map(waysIn(access).map(({ name, schemes }) => [name, schemes])),
  };
}
