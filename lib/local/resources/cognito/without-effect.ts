import * as z from 'zod';
import { type ResourceType, resourceType } from '../../resource-type.ts';

/** Types that concern looks, logs or risk scores: accepted as they are, told in the banner, without effect here. */
const types = [
  {
    type: 'AWS::Cognito::ManagedLoginBranding',
    why: 'the login page looks the same for every client',
    properties: z.strictObject({
      UserPoolId: z.string(),
      ClientId: z.string().optional(),
      UseCognitoProvidedValues: z.boolean().optional(),
      ReturnMergedResources: z.boolean().optional(),
      Settings: z.json().optional(),
      Assets: z.array(z.json()).optional(),
    }),
  },
  {
    type: 'AWS::Cognito::UserPoolUICustomizationAttachment',
    why: 'the login page has one style, and takes none from the template',
    properties: z.strictObject({ UserPoolId: z.string(), ClientId: z.string(), CSS: z.string().optional() }),
  },
  {
    type: 'AWS::Cognito::LogDeliveryConfiguration',
    why: 'what happens to users is not written to any log group, bucket or stream',
    properties: z.strictObject({ UserPoolId: z.string(), LogConfigurations: z.array(z.json()).optional() }),
  },
  {
    type: 'AWS::Cognito::UserPoolRiskConfigurationAttachment',
    why: 'threat protection: risky sign-ins and compromised passwords are not detected',
    properties: z.strictObject({
      UserPoolId: z.string(),
      ClientId: z.string(),
      AccountTakeoverRiskConfiguration: z.json().optional(),
      CompromisedCredentialsRiskConfiguration: z.json().optional(),
      RiskExceptionConfiguration: z.json().optional(),
    }),
  },
] as const;

export const typesWithoutEffect: readonly ResourceType[] = types.map(({ type, why, properties }) =>
  resourceType<{ readonly UserPoolId: string }>({
    type,
    properties,
    enforcement: { kind: 'not-enforced', why },
    declare: ({ uniqueSuffix, properties: { UserPoolId } }) => ({
      ref: `${UserPoolId}|${uniqueSuffix}`,
      attributes: {},
    }),
  }),
);
