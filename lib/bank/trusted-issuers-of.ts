import type { IConstruct } from 'constructs';
import * as z from 'zod';
import type { TrustedIssuerProps } from '../constructs/index.ts';

/** Context of the issuers whose tokens third parties may bring: JSON, as text on the command line or as it is in cdk.json. */
const CONTEXT = 'trustedIssuers';

const texts = z.tuple([z.string().min(1)], z.string().min(1));
const algorithm = z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']);
const issuers = z.array(
  z.strictObject({
    issuer: z.string(),
    jwksUri: z.string().optional(),
    algorithms: z.tuple([algorithm], algorithm),
    audiences: texts,
    clientIds: texts.optional(),
    grantableScopes: texts,
    roles: z.strictObject({ claim: z.string().min(1), grantable: texts }).optional(),
  }),
);

/**
 * The issuers that whoever deploys the bank trusts beside its own user pool.
 *
 * @throws Error naming what is no issuer
 */
export function trustedIssuersOf(scope: IConstruct): readonly TrustedIssuerProps[] {
  const given: unknown = scope.node.tryGetContext(CONTEXT) ?? [];
  const parsed = issuers.safeParse(typeof given === 'string' ? JSON.parse(given) : given);
  if (!parsed.success) throw new Error(`the context '${CONTEXT}' names no issuers: ${z.prettifyError(parsed.error)}`);
  // The schema is of these props; an optional one that is absent is not there at all.
  return parsed.data as readonly TrustedIssuerProps[];
}
