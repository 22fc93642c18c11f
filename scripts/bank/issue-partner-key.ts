import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { generateApiKey, hashApiKey, toPepper } from '../../lib/handler/index.ts';

const LIFE_SECONDS = 90 * 24 * 3_600;

/** Issues a partner's key: what is returned is shown once, the table keeps its hash. */
export async function issuePartnerKey(options: {
  readonly dynamodb: DynamoDBClient;
  readonly secretsManager: SecretsManagerClient;
  readonly apiKeyTable: string;
  readonly pepperSecret: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
}): Promise<{ readonly apiKey: string; readonly keyId: string }> {
  const { SecretString } = await options.secretsManager.send(
    new GetSecretValueCommand({ SecretId: options.pepperSecret }),
  );
  const apiKey = generateApiKey('live');
  await options.dynamodb.send(
    new PutItemCommand({
      TableName: options.apiKeyTable,
      Item: {
        keyId: { S: apiKey.keyId },
        hash: { S: hashApiKey(apiKey, toPepper(SecretString ?? '')) },
        status: { S: 'active' },
        scopes: { SS: [...options.scopes] },
        roles: { SS: [...options.roles] },
        expiresAtSeconds: { N: String(Math.floor(Date.now() / 1000) + LIFE_SECONDS) },
      },
      ConditionExpression: 'attribute_not_exists(keyId)',
    }),
  );
  return { apiKey: apiKey.key, keyId: apiKey.keyId };
}
