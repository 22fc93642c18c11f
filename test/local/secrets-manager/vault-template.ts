/** A small template: a key, a secret under it, and a function that rotates the secret in a role of its own. */
export interface VaultOptions {
  /** The step in which the function never ends. */
  readonly hangsAt?: string;
  /** The step at which the function's process ends. */
  readonly diesAt?: string;
  /** Actions that the role does not have. */
  readonly without?: readonly string[];
  /** @default leaves it to the policies of roles */
  readonly keyPolicy?: object;
}

const REGION_AND_ACCOUNT = 'eu-central-1:123456789012';
const service = (name: string) => `${name}.amazonaws.com`;
const allow = (Action: readonly string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

const secretActions = ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'];
const keyActions = ['Decrypt', 'GenerateDataKey'];

export const vaultTemplate = ({ hangsAt = '', diesAt = '', without = [], keyPolicy }: VaultOptions = {}) => {
  const granted = (actions: readonly string[]) => actions.filter((action) => !without.includes(action));
  return {
    Resources: {
      Key: { Type: 'AWS::KMS::Key', Properties: keyPolicy === undefined ? {} : { KeyPolicy: keyPolicy } },
      Login: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: {
          Name: 'login',
          KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
          GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true },
        },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'rotate',
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service('lambda') } }],
          },
          Policies: [
            {
              PolicyName: 'rotation',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [
                  allow(
                    granted(secretActions).map((action) => `secretsmanager:${action}`),
                    { Ref: 'Login' },
                  ),
                  allow(['secretsmanager:GetRandomPassword'], '*'),
                  {
                    ...allow(['kms:DescribeKey', ...granted(keyActions).map((action) => `kms:${action}`)], {
                      'Fn::GetAtt': ['Key', 'Arn'],
                    }),
                    Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.eu-central-1.amazonaws.com` } },
                  },
                ],
              },
            },
          ],
        },
      },
      Rotate: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'rotate',
          Code: { S3Bucket: 'assets', S3Key: 'rotate.zip' },
          Environment: { Variables: { HANGS_AT: hangsAt, DIES_AT: diesAt } },
          Handler: 'index.handler',
          MemorySize: 256,
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Runtime: 'nodejs24.x',
          Timeout: 60,
        },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { 'Fn::GetAtt': ['Rotate', 'Arn'] },
          Principal: service('secretsmanager'),
          SourceArn: `arn:aws:secretsmanager:${REGION_AND_ACCOUNT}:secret:login-*`,
        },
      },
      Schedule: {
        Type: 'AWS::SecretsManager::RotationSchedule',
        DependsOn: 'Permission',
        Properties: {
          SecretId: { Ref: 'Login' },
          RotationLambdaARN: { 'Fn::GetAtt': ['Rotate', 'Arn'] },
          RotationRules: { AutomaticallyAfterDays: 30 },
        },
      },
    },
  };
};

/** A rotation function as AWS's own templates are: every step may be repeated. */
export const rotationFunction = `
import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({ maxAttempts: 1 });

const pending = ({ SecretId, ClientRequestToken }) =>
  client.send(new GetSecretValueCommand({ SecretId, VersionId: ClientRequestToken, VersionStage: 'AWSPENDING' }));

const steps = {
  async createSecret(event) {
    const { SecretId, ClientRequestToken } = event;
    try {
      await pending(event);
      return;
    } catch (error) {
      if (error.name !== 'ResourceNotFoundException') throw error;
    }
    const made = await client.send(new GetRandomPasswordCommand({ PasswordLength: 40, ExcludePunctuation: true }));
    const SecretString = made.RandomPassword;
    await client.send(
      new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] }),
    );
  },
  async setSecret() {},
  async testSecret(event) {
    const { SecretString } = await pending(event);
    if (SecretString.length !== 40) throw new Error('not a password');
  },
  async finishSecret({ SecretId, ClientRequestToken }, versions) {
    const [current] = Object.entries(versions).find(([, labels]) => labels.includes('AWSCURRENT'));
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: ClientRequestToken,
        RemoveFromVersionId: current,
      }),
    );
  },
};

export const handler = async (event) => {
  console.log('step ' + event.Step + ' of ' + event.ClientRequestToken);
  if (event.Step === process.env.DIES_AT) process.exit(3);
  if (event.Step === process.env.HANGS_AT) await new Promise((resolve) => setTimeout(resolve, 50_000));
  const { SecretId, ClientRequestToken } = event;
  const { VersionIdsToStages: versions } = await client.send(new DescribeSecretCommand({ SecretId }));
  const labels = versions[ClientRequestToken] ?? [];
  if (labels.includes('AWSCURRENT')) return;
  if (!labels.includes('AWSPENDING')) throw new Error('the version is not pending');
  await steps[event.Step](event, versions);
};
`;
