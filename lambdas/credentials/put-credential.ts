import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../dynamodb.ts';
import { ifHeld } from '../if-held.ts';
import {
  type CredentialFacts,
  credentialItem,
  type FreshCredential,
  type Material,
  toCredentialFacts,
} from './credential-item.ts';
import { credentialTable } from './table.ts';

/** Writes down a new credential; one that is there already stays as it is. @returns undefined when there is one */
export async function putCredential(
  credential: FreshCredential,
  material: Material,
  signal: AbortSignal,
): Promise<CredentialFacts | undefined> {
  const item = credentialItem(credential, material);
  const command = new PutItemCommand({
    TableName: credentialTable(),
    Item: item,
    ConditionExpression: 'attribute_not_exists(credentialId)',
  });
  const written = await ifHeld(dynamodb.send(command, { abortSignal: signal }));
  return written && toCredentialFacts(item);
}
