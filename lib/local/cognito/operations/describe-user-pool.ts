import type { AttributeSchema } from '../user-pool.ts';
import { poolOperation } from './operation.ts';
import { toTimestamp } from './shapes.ts';

export const describeUserPool = poolOperation({
  name: 'DescribeUserPool',
  input: {},
  run: (room, pool) => ({
    UserPool: {
      Id: pool.id,
      Name: pool.name,
      Arn: pool.arn,
      CreationDate: toTimestamp(pool.declaredAt),
      LastModifiedDate: toTimestamp(pool.declaredAt),
      MfaConfiguration: pool.mfa,
      UserPoolTier: pool.tier,
      DeletionProtection: pool.deletionProtection,
      EstimatedNumberOfUsers: room.users.count(pool),
      UsernameConfiguration: { CaseSensitive: pool.caseSensitive },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: pool.adminCreateUserOnly },
      Policies: {
        PasswordPolicy: {
          MinimumLength: pool.passwordPolicy.minimumLength,
          RequireLowercase: pool.passwordPolicy.requireLowercase,
          RequireUppercase: pool.passwordPolicy.requireUppercase,
          RequireNumbers: pool.passwordPolicy.requireNumbers,
          RequireSymbols: pool.passwordPolicy.requireSymbols,
          PasswordHistorySize: pool.passwordPolicy.historySize,
          TemporaryPasswordValidityDays: pool.passwordPolicy.temporaryPasswordDays,
        },
        SignInPolicy: { AllowedFirstAuthFactors: pool.firstFactors },
      },
      ...(pool.devices === undefined
        ? {}
        : {
            DeviceConfiguration: {
              ChallengeRequiredOnNewDevice: pool.devices.secondFactorOnNewOnly,
              DeviceOnlyRememberedOnUserPrompt: pool.devices.rememberedOnPromptOnly,
            },
          }),
      ...(pool.usernameAttributes.length === 0 ? {} : { UsernameAttributes: pool.usernameAttributes }),
      ...(pool.domain === undefined ? {} : { Domain: pool.domain }),
      ...(pool.aliasAttributes.length === 0 ? {} : { AliasAttributes: pool.aliasAttributes }),
      ...(pool.autoVerified.length === 0 ? {} : { AutoVerifiedAttributes: pool.autoVerified }),
      SchemaAttributes: [...pool.attributes.values()].map(toSchemaAttribute),
      LambdaConfig: {
        ...Object.fromEntries(pool.triggers),
        ...(pool.preTokenGeneration === undefined
          ? {}
          : {
              PreTokenGenerationConfig: {
                LambdaArn: pool.preTokenGeneration.functionArn,
                LambdaVersion: pool.preTokenGeneration.version,
              },
            }),
      },
    },
  }),
});

const toSchemaAttribute = ({ name, type, required, mutable, developerOnly, minimum, maximum }: AttributeSchema) => ({
  ...{ Name: name, AttributeDataType: type, Required: required, Mutable: mutable },
  DeveloperOnlyAttribute: developerOnly,
  ...(type === 'String' ? { StringAttributeConstraints: toBounds('Length', minimum, maximum) } : {}),
  ...(type === 'Number' ? { NumberAttributeConstraints: toBounds('Value', minimum, maximum) } : {}),
});

const toBounds = (what: 'Length' | 'Value', minimum: number | undefined, maximum: number | undefined) => ({
  ...(minimum === undefined ? {} : { [`Min${what}`]: String(minimum) }),
  ...(maximum === undefined ? {} : { [`Max${what}`]: String(maximum) }),
});
