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
      },
      ...(pool.usernameAttributes.length === 0 ? {} : { UsernameAttributes: pool.usernameAttributes }),
      ...(pool.domain === undefined ? {} : { Domain: pool.domain }),
      LambdaConfig:
        pool.preTokenGeneration === undefined
          ? {}
          : {
              PreTokenGenerationConfig: {
                LambdaArn: pool.preTokenGeneration.functionArn,
                LambdaVersion: pool.preTokenGeneration.version,
              },
            },
    },
  }),
});
