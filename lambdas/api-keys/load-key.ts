import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../dynamodb.ts';
import { type KeyFacts, keyOf, toKeyFacts } from './key-item.ts';
import { apiKeyTable } from './table.ts';

/** A key as it is now, not as it was a moment ago. */
export async function loadKey(keyId: string, signal: AbortSignal): Promise<KeyFacts | undefined> {
  const command = new GetItemCommand({ TableName: apiKeyTable(), Key: keyOf(keyId), ConsistentRead: true });
  const { Item: item } = await dynamodb.send(command, { abortSignal: signal });
  return item && toKeyFacts(item);
}
