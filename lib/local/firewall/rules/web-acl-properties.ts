import * as z from 'zod';
import { dataProtectionConfig } from '../log/data-protection.ts';
import { beyond, quotas } from '../quotas.ts';
import { resourceProperties } from '../references/resource-properties.ts';
import { customResponseBodiesProperties, defaultActionProperties } from './actions.ts';
import { rulesProperties, tokenConfig, visibilityConfig } from './rule-properties.ts';

const inspectionLimit = z.strictObject({ DefaultSizeInspectionLimit: z.enum(['KB_16', 'KB_32', 'KB_48', 'KB_64']) });

/** Properties of `AWS::WAFv2::WebACL`; statements are compiled, and refused, on their own. */
export const webAclProperties = z.strictObject({
  ...resourceProperties,
  DefaultAction: defaultActionProperties,
  Rules: rulesProperties.default([]),
  VisibilityConfig: visibilityConfig,
  CustomResponseBodies: customResponseBodiesProperties.optional(),
  AssociationConfig: z
    .strictObject({
      RequestBody: z
        .strictObject({
          API_GATEWAY: inspectionLimit.optional(),
          // What the limit is for other kinds of resources, which the web ACL is not in front of here.
          APP_RUNNER_SERVICE: inspectionLimit.optional(),
          COGNITO_USER_POOL: inspectionLimit.optional(),
          VERIFIED_ACCESS_INSTANCE: inspectionLimit.optional(),
        })
        .optional(),
    })
    .optional(),
  DataProtectionConfig: dataProtectionConfig.optional(),
  /** For the recommendations of the console. */
  ApplicationConfig: z
    .strictObject({ Attributes: z.array(z.strictObject({ Name: z.string(), Values: z.array(z.string()) })) })
    .optional(),
  MonetizationConfig: z.never('is for CloudFront only').optional(),
  OnSourceDDoSProtectionConfig: z.never('is for load balancers only').optional(),
  CaptchaConfig: tokenConfig.optional(),
  ChallengeConfig: tokenConfig.optional(),
  TokenDomains: z.array(z.string().min(1).max(253)).max(quotas.tokenDomains.most, beyond('tokenDomains')).optional(),
});

export type WebAclProperties = z.infer<typeof webAclProperties>;

/** How much of a body AWS WAF inspects in front of API Gateway, in bytes. */
export function bodyInspectionLimit({ AssociationConfig }: WebAclProperties): number {
  const limit = AssociationConfig?.RequestBody?.API_GATEWAY?.DefaultSizeInspectionLimit ?? 'KB_16';
  return { KB_16: 16, KB_32: 32, KB_48: 48, KB_64: 64 }[limit] * 1024;
}
