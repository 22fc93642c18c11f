import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { handle, reply } from '../../../../../lib/handler/index.ts';
import { createTransfer } from './contract.ts';
import { verifier } from './verifier.ts';

const dynamodb = new DynamoDBClient({});
const secrets = new SecretsManagerClient({});

/** As deployed, with all that the largest function of a bank would carry; nothing of it is called here. */
export const carried = { dynamodb, secrets, verifier, TransactWriteItemsCommand, GetSecretValueCommand };

export const handler = handle(createTransfer, ({ body }) =>
  reply(201, { transferId: body.transferId, status: 'ACCEPTED' }),
);
