import { howNamed, type Named, type Principal } from './principals.ts';
import { applies, type Statement, type StatementPlace, type StatementRequest } from './statement.ts';

/** The kinds of policies that decide within one account, as AWS's refusals name them. */
export type PolicyType = 'identity-based policy' | 'resource-based policy' | 'permissions boundary';

/** What was decided and by what. */
export type Verdict =
  | { readonly decision: 'allowed'; readonly by: readonly StatementPlace[] }
  /** A statement says no. */
  | { readonly decision: 'denied'; readonly in: PolicyType; readonly by: StatementPlace }
  /** No statement says yes, in a policy of the kind that had to. */
  | { readonly decision: 'unmentioned'; readonly in: PolicyType };

/** Everything that has a say in a request. */
export interface Policies {
  readonly identity: readonly Statement[];
  /** Undefined for a role without a permissions boundary. */
  readonly boundary: readonly Statement[] | undefined;
  readonly resource: { readonly statements: readonly Statement[]; readonly authority: 'shared' | 'sole' } | undefined;
}

/**
 * AWS IAM User Guide, "Policy evaluation logic" within one account: a Deny anywhere wins; then the policy of the
 * resource may allow by itself; then an identity policy and the boundary must both allow.
 */
export const evaluate = (
  { identity, boundary, resource }: Policies,
  principal: Principal,
  request: StatementRequest,
): Verdict => {
  const byIdentity = identity.filter((statement) => applies(statement, request));
  const byBoundary = boundary?.filter((statement) => applies(statement, request));
  const byResource = (resource?.statements ?? []).flatMap((statement) => {
    const named = statement.principals && howNamed(statement.principals, principal);
    return named !== undefined && applies(statement, request) ? [{ statement, named }] : [];
  });

  const denied =
    denial('identity-based policy', byIdentity) ??
    denial(
      'resource-based policy',
      byResource.map(({ statement }) => statement),
    ) ??
    denial('permissions boundary', byBoundary ?? []);
  if (denied !== undefined) return denied;

  const allowing = (...kinds: readonly Named[]): readonly Statement[] =>
    byResource.filter(({ named }) => kinds.includes(named)).map(({ statement }) => statement);
  const identityAllows = byIdentity.length > 0;
  const bounded = byBoundary?.length === 0;

  const directly = allowing('session', 'self');
  // A boundary does not limit what the policy of a resource gives to a session itself.
  if (allowing('session').length > 0) return { decision: 'allowed', by: directly };
  const delegated = resource?.authority === 'sole' ? allowing('account') : byIdentity;
  const allowedBy = directly.length > 0 ? [...directly, ...byIdentity] : byIdentity;
  if (directly.length > 0 || (identityAllows && delegated.length > 0)) {
    return bounded ? { decision: 'unmentioned', in: 'permissions boundary' } : { decision: 'allowed', by: allowedBy };
  }
  const missing = resource?.authority === 'sole' && delegated.length === 0;
  return {
    decision: 'unmentioned',
    in: principal.kind === 'service' || missing ? 'resource-based policy' : 'identity-based policy',
  };
};

const denial = (kind: PolicyType, statements: readonly Statement[]): Verdict | undefined => {
  const by = statements.find(({ effect }) => effect === 'Deny');
  return by && { decision: 'denied', in: kind, by };
};
