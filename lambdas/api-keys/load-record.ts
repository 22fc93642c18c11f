import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { ApiKeyRecord } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { apiKeyTable } from './table.ts';

/**
 * What the table keeps of a key that the authorizer asks for; lambdas/api-keys/key-item.ts writes it. An item without
 * `allowedCidrs` or `allowedMethods` is of a key that is not bound; what else it lacks counts against the key.
 */
export async function loadRecord(keyId: string): Promise<ApiKeyRecord | undefined> {
  const command = new GetItemCommand({
    TableName: apiKeyTable(),
    Key: { keyId: { S: keyId } },
    ConsistentRead: true,
  });
  const { Item: item } = await dynamodb.send(command);
  return (
    item && {
      hash: item['hash']?.S ?? '',
      status: item['status']?.S === 'active' ? 'active' : 'revoked',
      client: item['client']?.S,
      scopes: item['scopes']?.SS ?? [],
      roles: item['roles']?.SS ?? [],
      expiresAtSeconds: Number(item['expiresAtSeconds']?.N),
      allowedCidrs: item['allowedCidrs']?.SS ?? [],
      allowedMethods: item['allowedMethods']?.SS ?? [],
      lastUsedAtSeconds: item['lastUsedAtSeconds'] && Number(item['lastUsedAtSeconds'].N),
    }
  );
}
