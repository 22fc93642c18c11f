import * as z from 'zod';
import { attributeProperties } from './user-pool-attribute.ts';

const mail = z.string().min(6).max(20_000);
const subject = z.string().min(1).max(140);
const text = z.string().min(6).max(140);
const contact = z.enum(['email', 'phone_number']);
const functionArn = z.string().min(20).max(2_048);

/** Templates of codes must hold the code. */
const withCode = <Message extends z.ZodString>(schema: Message) =>
  schema.refine((message) => message.includes('{####}'), 'must contain {####}');

const lambdaConfig = z
  .strictObject({
    PreSignUp: functionArn.optional(),
    PostConfirmation: functionArn.optional(),
    PreAuthentication: functionArn.optional(),
    PostAuthentication: functionArn.optional(),
    CustomMessage: functionArn.optional(),
    DefineAuthChallenge: functionArn.optional(),
    CreateAuthChallenge: functionArn.optional(),
    VerifyAuthChallengeResponse: functionArn.optional(),
    UserMigration: functionArn.optional(),
    PreTokenGeneration: functionArn.optional(),
    PreTokenGenerationConfig: z
      .strictObject({ LambdaArn: functionArn, LambdaVersion: z.enum(['V1_0', 'V2_0', 'V3_0']) })
      .optional(),
  })
  .refine(
    ({ PreTokenGeneration: plain, PreTokenGenerationConfig: config }) =>
      plain === undefined || config === undefined || plain === config.LambdaArn,
    'PreTokenGeneration and PreTokenGenerationConfig.LambdaArn name two functions',
  );

/** `AWS::Cognito::UserPool`, as far as it can be honoured; what is missing is refused by name. */
export const userPoolProperties = z.strictObject({
  UserPoolName: z.string().min(1).max(128).optional(),
  UserPoolTags: z.record(z.string(), z.string()).optional(),
  UserPoolTier: z.enum(['LITE', 'ESSENTIALS', 'PLUS']).default('ESSENTIALS'),
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).default('INACTIVE'),
  MfaConfiguration: z.enum(['OFF', 'OPTIONAL', 'ON']).default('OFF'),
  EnabledMfas: z.array(z.enum(['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'])).default([]),
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
      SignInPolicy: z
        .strictObject({
          AllowedFirstAuthFactors: z.array(z.enum(['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'])).min(1),
        })
        .optional(),
    })
    .optional(),
  UsernameAttributes: z.array(contact).default([]),
  AliasAttributes: z.array(z.enum(['email', 'phone_number', 'preferred_username'])).default([]),
  UsernameConfiguration: z.strictObject({ CaseSensitive: z.boolean() }).default({ CaseSensitive: true }),
  AutoVerifiedAttributes: z.array(contact).default([]),
  Schema: z.array(attributeProperties).default([]),
  LambdaConfig: lambdaConfig.optional(),
  AdminCreateUserConfig: z
    .strictObject({
      AllowAdminCreateUserOnly: z.boolean().default(false),
      InviteMessageTemplate: z
        .strictObject({
          EmailMessage: withCode(mail).optional(),
          EmailSubject: subject.optional(),
          SMSMessage: withCode(text).optional(),
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
  DeviceConfiguration: z
    .strictObject({
      ChallengeRequiredOnNewDevice: z.boolean().optional(),
      DeviceOnlyRememberedOnUserPrompt: z.boolean().optional(),
    })
    // On AWS a value for either turns device tracking on; none says nothing.
    .refine((devices) => Object.keys(devices).length > 0, 'must say ChallengeRequiredOnNewDevice or the other')
    .optional(),
  WebAuthnRelyingPartyID: z
    .string()
    .max(127)
    .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/)
    .optional(),
  WebAuthnUserVerification: z.enum(['required', 'preferred']).default('preferred'),
  WebAuthnFactorConfiguration: z
    .enum(['SINGLE_FACTOR', 'MULTI_FACTOR_WITH_USER_VERIFICATION'])
    .default('SINGLE_FACTOR'),
  UserPoolAddOns: z.strictObject({ AdvancedSecurityMode: z.enum(['OFF', 'AUDIT', 'ENFORCED']) }).optional(),
  UserAttributeUpdateSettings: z
    .strictObject({ AttributesRequireVerificationBeforeUpdate: z.array(contact) })
    .optional(),
  EmailConfiguration: z
    .strictObject({
      EmailSendingAccount: z.enum(['COGNITO_DEFAULT', 'DEVELOPER']).optional(),
      From: z.string().min(1).max(320).optional(),
      ReplyToEmailAddress: z.string().optional(),
      SourceArn: z.string().optional(),
      ConfigurationSet: z.string().optional(),
    })
    .optional(),
  SmsConfiguration: z
    .strictObject({ SnsCallerArn: z.string(), ExternalId: z.string().optional(), SnsRegion: z.string().optional() })
    .optional(),
  EmailVerificationMessage: withCode(mail).optional(),
  EmailVerificationSubject: subject.optional(),
  SmsVerificationMessage: withCode(text).optional(),
  SmsAuthenticationMessage: withCode(text).optional(),
  EmailAuthenticationMessage: withCode(mail).optional(),
  EmailAuthenticationSubject: subject.optional(),
  VerificationMessageTemplate: z
    .strictObject({
      DefaultEmailOption: z.enum(['CONFIRM_WITH_CODE', 'CONFIRM_WITH_LINK']).optional(),
      EmailMessage: withCode(mail).optional(),
      EmailMessageByLink: mail.regex(/\{##[^#]*##\}/, 'must contain {##text##}').optional(),
      EmailSubject: subject.optional(),
      EmailSubjectByLink: subject.optional(),
      SmsMessage: withCode(text).optional(),
    })
    .optional(),
});

export type UserPoolProperties = z.output<typeof userPoolProperties>;
