import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keyItem } from '../../lambdas/api-keys/key-item.ts';
import { generateApiKey, storedHash, toPeppers } from '../../lib/handler/index.ts';

const LIFE_SECONDS = 90 * 24 * 3_600;

/** Issues a partner's key before there is an operator to ask: what is returned is shown once, the table keeps its hash. */
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
  const { key, keyId } = apiKey;
  const createdAtSeconds = Math.floor(Date.now() / 1000);
  const facts = {
    ...{ keyId, last4: key.slice(-4), name: 'First partner', purpose: 'Rates for the demonstration' },
    ...{
      scopes: options.scopes,
      roles: options.roles,
      allowedCidrs: [],
      allowedMethods: [],
      predecessor: undefined,
      client: undefined,
    },
    ...{ createdAtSeconds, createdBy: 'seed', expiresAtSeconds: createdAtSeconds + LIFE_SECONDS },
  };
  await options.dynamodb.send(
    new PutItemCommand({
      TableName: options.apiKeyTable,
      Item: keyItem(facts, storedHash(apiKey, toPeppers(SecretString ?? ''))),
      ConditionExpression: 'attribute_not_exists(keyId)',
    }),
  );
  return { apiKey: key, keyId };
}
