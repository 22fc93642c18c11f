import { type AttributeSchema, standardAttributes, type UserPoolDeclaration } from '../../cognito/index.ts';
import { type Enforcement, resourceType } from '../../resource-type.ts';
import { type AttributeProperties, toAttributeSchema } from './user-pool-attribute.ts';
import { toMessages } from './user-pool-messages.ts';
import { type UserPoolProperties, userPoolProperties } from './user-pool-properties.ts';

const noSender = { kind: 'not-enforced', why: 'mail lands in the outbox: there is no sending account here' } as const;

const lesser: Readonly<Record<string, Exclude<Enforcement, { readonly kind: 'enforced' }>>> = {
  'EmailConfiguration.SourceArn': noSender,
  'EmailConfiguration.ConfigurationSet': noSender,
  'EmailConfiguration.ReplyToEmailAddress': noSender,
  SmsConfiguration: { kind: 'not-enforced', why: 'text messages land in the outbox: its role is not assumed' },
  DeviceConfiguration: {
    kind: 'approximated',
    how: 'devices are those of the API: a sign-in through the login page has none, and its tokens go with none',
  },
  WebAuthnRelyingPartyID: {
    kind: 'approximated',
    how: 'the domain of the login page is the host where it stands here; the passkeys of another domain go through the API only',
  },
  UserPoolAddOns: {
    kind: 'not-enforced',
    why: 'threat protection: risky sign-ins and compromised passwords are not detected',
  },
};

/** `Ref` is the pool id. */
export const userPool = resourceType({
  type: 'AWS::Cognito::UserPool',
  properties: userPoolProperties,
  enforcement: { kind: 'enforced' },
  lesser,
  declare({ path, uniqueSuffix, properties: given }, { cognito }) {
    assertSenders(given);
    const { id, arn, issuer } = cognito.declareUserPool(toDeclaration(given, { name: path, uniqueSuffix }));
    return {
      ref: id,
      attributes: { Arn: arn, ProviderName: issuer.replace('https://', ''), ProviderURL: issuer, UserPoolId: id },
    };
  },
});

/** @throws for messages that AWS would have nobody to send by */
function assertSenders({ EnabledMfas, Policies, EmailConfiguration, SmsConfiguration, ...given }: UserPoolProperties) {
  const first = Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const texts = EnabledMfas.includes('SMS_MFA') || first.includes('SMS_OTP');
  if ((texts || given.AutoVerifiedAttributes.includes('phone_number')) && SmsConfiguration === undefined) {
    throw new Error('text messages need SmsConfiguration');
  }
  if (EnabledMfas.includes('EMAIL_OTP') && EmailConfiguration?.EmailSendingAccount !== 'DEVELOPER') {
    throw new Error('EMAIL_OTP among EnabledMfas needs an EmailConfiguration with EmailSendingAccount DEVELOPER');
  }
  if (EmailConfiguration?.EmailSendingAccount === 'DEVELOPER' && EmailConfiguration.SourceArn === undefined) {
    throw new Error('EmailSendingAccount DEVELOPER needs SourceArn');
  }
}

const toDeclaration = (
  given: UserPoolProperties,
  { name, uniqueSuffix }: { readonly name: string; readonly uniqueSuffix: string },
): UserPoolDeclaration => ({
  uniqueSuffix,
  name: given.UserPoolName ?? name,
  tier: given.UserPoolTier,
  deletionProtection: given.DeletionProtection,
  mfa: given.MfaConfiguration,
  secondFactors: given.EnabledMfas,
  firstFactors: given.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'],
  passwordPolicy: toPasswordPolicy(given.Policies?.PasswordPolicy),
  usernameAttributes: given.UsernameAttributes,
  aliasAttributes: given.AliasAttributes,
  autoVerified: given.AutoVerifiedAttributes,
  verifiedBeforeUpdate: given.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [],
  recovery: (given.AccountRecoverySetting?.RecoveryMechanisms ?? [])
    .toSorted((one, other) => one.Priority - other.Priority)
    .map(({ Name }) => Name),
  messages: toMessages(given),
  devices: given.DeviceConfiguration && {
    secondFactorOnNewOnly: given.DeviceConfiguration.ChallengeRequiredOnNewDevice ?? false,
    rememberedOnPromptOnly: given.DeviceConfiguration.DeviceOnlyRememberedOnUserPrompt ?? false,
  },
  passkeys: {
    relyingPartyId: given.WebAuthnRelyingPartyID,
    userVerification: given.WebAuthnUserVerification,
    multiFactor: given.WebAuthnFactorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  },
  caseSensitive: given.UsernameConfiguration.CaseSensitive,
  adminCreateUserOnly: given.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
  attributes: toAttributes(given.Schema),
  preTokenGeneration: toPreTokenGeneration(given.LambdaConfig),
  triggers: toTriggers(given.LambdaConfig),
});

/** Without a policy, AWS asks for eight characters of every kind. */
const toPasswordPolicy = (
  policy: NonNullable<UserPoolProperties['Policies']>['PasswordPolicy'],
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

function toPreTokenGeneration(config: UserPoolProperties['LambdaConfig']): UserPoolDeclaration['preTokenGeneration'] {
  const functionArn = config?.PreTokenGenerationConfig?.LambdaArn ?? config?.PreTokenGeneration;
  return functionArn === undefined
    ? undefined
    : { functionArn, version: config?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0' };
}

const triggerNames = [
  ...(['PreSignUp', 'PostConfirmation', 'PreAuthentication', 'PostAuthentication', 'CustomMessage'] as const),
  ...(['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse', 'UserMigration'] as const),
];

const toTriggers = (config: UserPoolProperties['LambdaConfig'] = {}): UserPoolDeclaration['triggers'] =>
  new Map(
    triggerNames.flatMap((name) => {
      const functionArn = config[name];
      return functionArn === undefined ? [] : [[name, functionArn] as const];
    }),
  );
