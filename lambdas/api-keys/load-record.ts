import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { ApiKeyRecord } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { toInteger, toTerms } from '../issued/issued-item.ts';
import { keyOf } from './key-item.ts';
import { apiKeyTable } from './table.ts';

/** What an authorizer asks of a key; `loadKey` tells operators the rest. */
export async function loadRecord(keyId: string): Promise<ApiKeyRecord | undefined> {
  const command = new GetItemCommand({ TableName: apiKeyTable(), Key: keyOf(keyId), ConsistentRead: true });
  const { Item: item } = await dynamodb.send(command);
  return (
    item && {
      ...toTerms(item),
      hash: item['hash']?.S ?? '',
      pepperVersion: toInteger(item['pepperVersion']),
      client: item['client']?.S,
      lastUsedAtSeconds: toInteger(item['lastUsedAtSeconds']),
    }
  );
}
