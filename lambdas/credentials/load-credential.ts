import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { CredentialKind } from '../../lib/contract/index.ts';
import { dynamodb } from '../dynamodb.ts';
import type { Item } from '../issued/issued-item.ts';
import { type CredentialFacts, credentialIdOf, keyOf, toCredentialFacts } from './credential-item.ts';
import { credentialTable } from './table.ts';

/** A credential of one kind as it is now, and the item that holds its material. One read. */
export interface LoadedCredential {
  readonly facts: CredentialFacts;
  readonly item: Item;
}

/** @returns undefined when no credential of this kind has the id. @throws Error of the table */
export async function loadCredential(kind: CredentialKind, id: string): Promise<LoadedCredential | undefined> {
  const command = new GetItemCommand({
    TableName: credentialTable(),
    Key: keyOf(credentialIdOf(kind, id)),
    ConsistentRead: true,
  });
  const { Item: item } = await dynamodb.send(command);
  return item && { facts: toCredentialFacts(item), item };
}
