import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { type DynamoDBClient, GetItemCommand, type GetItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DemoFile } from './demo-file.ts';
import type { BankOutputs } from './runtime-facts.ts';
import type { AwsAccess } from './sdk-clients.ts';

/** A bank that is being filled. */
export interface Filling {
  readonly access: AwsAccess & Pick<DemoFile, 'apiUrl'>;
  readonly cognito: CognitoIdentityProviderClient;
  readonly dynamodb: DynamoDBClient;
  readonly secretsManager: SecretsManagerClient;
  readonly data: BankOutputs['BankData'];
  readonly identity: BankOutputs['BankIdentity'];
  /** What was not there before, in words. */
  readonly added: string[];
}

/** Whether a table has an item at a key. */
export async function holds(
  { dynamodb }: Filling,
  TableName: string,
  Key: NonNullable<GetItemCommandInput['Key']>,
): Promise<boolean> {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  return Item !== undefined;
}
