import * as z from 'zod';
import { oneOrMany } from './one-or-many.ts';

/** Who asks, as the policy of a resource sees it. */
export type Principal =
  | {
      readonly kind: 'role';
      readonly accountId: string;
      readonly roleArn: string;
      /** `arn:aws:sts::…:assumed-role/…`; undefined when a service acts in the role. */
      readonly sessionArn: string | undefined;
    }
  | { readonly kind: 'service'; readonly name: string };

/**
 * How a statement names the one who asks: `session` for exactly this session, `self` for the role or service (or
 * everybody), `account` for the account as a whole, which leaves the choice to its identity policies.
 */
export type Named = 'session' | 'self' | 'account';

const awsPrincipal = z
  .string()
  .regex(/^(\*|\d{12}|arn:[a-z-]+:(iam|sts)::\d{12}:[^*?]+)$/, { error: 'not a principal that AWS takes' });
const service = z.string().regex(/^[a-z0-9.-]+\.amazonaws\.com$/, { error: 'not a service such as sns.amazonaws.com' });

/** The `Principal` element. Federated and canonical users are taken and never match: none come here. */
export const principalElement = z.preprocess(
  (value) => (value === '*' ? { AWS: '*' } : value),
  z
    .strictObject({
      AWS: oneOrMany(awsPrincipal).optional(),
      Service: oneOrMany(service).optional(),
      Federated: oneOrMany(z.string()).optional(),
      CanonicalUser: oneOrMany(z.string()).optional(),
    })
    .transform(({ AWS = [], Service = [] }) => ({ AWS, Service })),
);

export type PrincipalElement = z.output<typeof principalElement>;

/** AWS IAM User Guide, "AWS JSON policy elements: Principal". */
export const howNamed = ({ AWS, Service }: PrincipalElement, principal: Principal): Named | undefined => {
  if (principal.kind === 'service') return Service.includes(principal.name) || AWS.includes('*') ? 'self' : undefined;
  const { accountId, roleArn, sessionArn } = principal;
  if (sessionArn !== undefined && AWS.includes(sessionArn)) return 'session';
  if (AWS.includes('*') || AWS.includes(roleArn)) return 'self';
  const isAccount = (name: string): boolean => name === accountId || name.endsWith(`:iam::${accountId}:root`);
  return AWS.some(isAccount) ? 'account' : undefined;
};
