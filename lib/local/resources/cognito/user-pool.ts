import * as z from 'zod';
import { type AttributeSchema, standardAttributes, type UserPoolDeclaration } from '../../cognito/index.ts';
import { type Enforcement, resourceType } from '../../resource-type.ts';
import { type AttributeProperties, attributeProperties, toAttributeSchema } from './user-pool-attribute.ts';

const message = z.string().min(6).max(20_000);

const properties = z.strictObject({
  UserPoolName: z.string().min(1).max(128).optional(),
  UserPoolTags: z.record(z.string(), z.string()).optional(),
  UserPoolTier: z.enum(['LITE', 'ESSENTIALS', 'PLUS']).default('ESSENTIALS'),
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).default('INACTIVE'),
  MfaConfiguration: z.enum(['OFF', 'OPTIONAL', 'ON']).default('OFF'),
  EnabledMfas: z.array(z.literal('SOFTWARE_TOKEN_MFA')).default([]),
  Policies: z
    .strictObject({
      PasswordPolicy: z
        .strictObject({
          MinimumLength: z.int().min(6).max(99).default(8),
          RequireLowercase: z.boolean().default(false),
          RequireUppercase: z.boolean().default(false),
          RequireNumbers: z.boolean().default(false),
          RequireSymbols: z.boolean().default(false),
          PasswordHistorySize: z.int().min(0).max(24).default(0),
          TemporaryPasswordValidityDays: z.int().min(0).max(365).default(7),
        })
        .optional(),
      SignInPolicy: z.strictObject({ AllowedFirstAuthFactors: z.tuple([z.literal('PASSWORD')]) }).optional(),
    })
    .optional(),
  UsernameAttributes: z.array(z.enum(['email', 'phone_number'])).default([]),
  UsernameConfiguration: z.strictObject({ CaseSensitive: z.boolean() }).default({ CaseSensitive: true }),
  AutoVerifiedAttributes: z.array(z.enum(['email', 'phone_number'])).optional(),
  Schema: z.array(attributeProperties).default([]),
  LambdaConfig: z
    .strictObject({
      PreTokenGeneration: z.string().optional(),
      PreTokenGenerationConfig: z
        .strictObject({ LambdaArn: z.string(), LambdaVersion: z.enum(['V1_0', 'V2_0']) })
        .optional(),
    })
    .refine(
      ({ PreTokenGeneration: plain, PreTokenGenerationConfig: config }) =>
        plain === undefined || config === undefined || plain === config.LambdaArn,
      'PreTokenGeneration and PreTokenGenerationConfig.LambdaArn name two functions',
    )
    .optional(),
  AdminCreateUserConfig: z
    .strictObject({
      AllowAdminCreateUserOnly: z.boolean().default(false),
      InviteMessageTemplate: z
        .strictObject({
          EmailMessage: message.optional(),
          EmailSubject: z.string().optional(),
          SMSMessage: message.optional(),
        })
        .optional(),
    })
    .optional(),
  AccountRecoverySetting: z
    .strictObject({
      RecoveryMechanisms: z.array(
        z.strictObject({
          Name: z.enum(['verified_email', 'verified_phone_number', 'admin_only']),
          Priority: z.int().min(1).max(2),
        }),
      ),
    })
    .optional(),
  UserPoolAddOns: z.strictObject({ AdvancedSecurityMode: z.enum(['OFF', 'AUDIT', 'ENFORCED']) }).optional(),
  UserAttributeUpdateSettings: z
    .strictObject({ AttributesRequireVerificationBeforeUpdate: z.array(z.enum(['email', 'phone_number'])) })
    .optional(),
  EmailVerificationMessage: message.optional(),
  EmailVerificationSubject: z.string().optional(),
  SmsVerificationMessage: message.optional(),
  VerificationMessageTemplate: z
    .strictObject({
      DefaultEmailOption: z.enum(['CONFIRM_WITH_CODE', 'CONFIRM_WITH_LINK']).optional(),
      EmailMessage: message.optional(),
      EmailMessageByLink: message.optional(),
      EmailSubject: z.string().optional(),
      EmailSubjectByLink: z.string().optional(),
      SmsMessage: message.optional(),
    })
    .optional(),
});

const noMessages = { kind: 'not-enforced', why: 'no mail and no text message is sent' } as const;
const noRecovery = {
  kind: 'approximated',
  how: 'nobody recovers a password alone: ForgotPassword is refused by name',
} as const;

const lesser: Readonly<Record<string, Exclude<Enforcement, { readonly kind: 'enforced' }>>> = {
  AccountRecoverySetting: noRecovery,
  'AdminCreateUserConfig.InviteMessageTemplate': noMessages,
  AutoVerifiedAttributes: noMessages,
  EmailVerificationMessage: noMessages,
  EmailVerificationSubject: noMessages,
  SmsVerificationMessage: noMessages,
  VerificationMessageTemplate: noMessages,
  UserAttributeUpdateSettings: { kind: 'approximated', how: 'UpdateUserAttributes is refused by name' },
  UserPoolAddOns: {
    kind: 'not-enforced',
    why: 'threat protection: risky sign-ins and compromised passwords are not detected',
  },
};

/** `Ref` is the pool id. */
export const userPool = resourceType({
  type: 'AWS::Cognito::UserPool',
  properties,
  enforcement: { kind: 'enforced' },
  lesser,
  declare({ path, uniqueSuffix, properties: given }, { cognito }) {
    const { id, arn, issuer } = cognito.declareUserPool(toDeclaration(given, { name: path, uniqueSuffix }));
    return {
      ref: id,
      attributes: { Arn: arn, ProviderName: issuer.replace('https://', ''), ProviderURL: issuer, UserPoolId: id },
    };
  },
});

type Properties = z.output<typeof properties>;

const toDeclaration = (
  given: Properties,
  { name, uniqueSuffix }: { readonly name: string; readonly uniqueSuffix: string },
): UserPoolDeclaration => ({
  uniqueSuffix,
  name: given.UserPoolName ?? name,
  tier: given.UserPoolTier,
  deletionProtection: given.DeletionProtection,
  mfa: given.MfaConfiguration,
  softwareTokens: given.EnabledMfas.length > 0,
  passwordPolicy: toPasswordPolicy(given.Policies?.PasswordPolicy),
  usernameAttributes: given.UsernameAttributes,
  caseSensitive: given.UsernameConfiguration.CaseSensitive,
  adminCreateUserOnly: given.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
  attributes: toAttributes(given.Schema),
  preTokenGeneration: toTrigger(given.LambdaConfig),
});

/** Without a policy, AWS asks for eight characters of every kind. */
const toPasswordPolicy = (
  policy: NonNullable<Properties['Policies']>['PasswordPolicy'],
): UserPoolDeclaration['passwordPolicy'] => ({
  minimumLength: policy?.MinimumLength ?? 8,
  requireLowercase: policy?.RequireLowercase ?? true,
  requireUppercase: policy?.RequireUppercase ?? true,
  requireNumbers: policy?.RequireNumbers ?? true,
  requireSymbols: policy?.RequireSymbols ?? true,
  historySize: policy?.PasswordHistorySize ?? 0,
  temporaryPasswordDays: policy?.TemporaryPasswordValidityDays ?? 7,
});

/** The standard attributes, then those of the template, which may narrow them. */
const toAttributes = (schema: readonly AttributeProperties[]): ReadonlyMap<string, AttributeSchema> =>
  new Map([...standardAttributes, ...schema.map(toAttributeSchema)].map((each) => [each.name, each]));

function toTrigger(config: Properties['LambdaConfig']): UserPoolDeclaration['preTokenGeneration'] {
  const functionArn = config?.PreTokenGenerationConfig?.LambdaArn ?? config?.PreTokenGeneration;
  return functionArn === undefined
    ? undefined
    : { functionArn, version: config?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0' };
}
