import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { environment } from '../../../lib/contract/index.ts';
import type { ApiKeyRecord } from '../../../lib/handler/index.ts';
import { dynamodb } from '../../dynamodb.ts';
import { requiredVariable } from '../../required-variable.ts';

/**
 * What the table keeps of a key: `keyId`, `hash`, `status`, `scopes` and `roles` (string sets), `expiresAtSeconds`, and
 * `allowedCidrs` and `allowedMethods` (string sets) of a key that is bound. What else an item lacks counts against the key.
 */
export async function loadRecord(keyId: string): Promise<ApiKeyRecord | undefined> {
  const command = new GetItemCommand({
    TableName: requiredVariable(environment.apiKeyTable),
    Key: { keyId: { S: keyId } },
    ConsistentRead: true,
  });
  const { Item: item } = await dynamodb.send(command);
  return (
    item && {
      hash: item['hash']?.S ?? '',
      status: item['status']?.S === 'active' ? 'active' : 'revoked',
      scopes: item['scopes']?.SS ?? [],
      roles: item['roles']?.SS ?? [],
      expiresAtSeconds: Number(item['expiresAtSeconds']?.N),
      allowedCidrs: item['allowedCidrs']?.SS ?? [],
      allowedMethods: item['allowedMethods']?.SS ?? [],
    }
  );
}
