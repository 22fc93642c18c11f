import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type NoteUse, secondsBetweenNotes } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { apiKeyTable } from './table.ts';

/** The condition makes one of many instances write, and never brings a key into being that is not there. */
export const noteUse: NoteUse = (keyId, nowSeconds, signal) =>
  dynamodb.send(
    new UpdateItemCommand({
      TableName: apiKeyTable(),
      Key: { keyId: { S: keyId } },
      UpdateExpression: 'SET lastUsedAtSeconds = :now',
      ConditionExpression:
        'attribute_exists(keyId) AND (attribute_not_exists(lastUsedAtSeconds) OR lastUsedAtSeconds <= :before)',
      ExpressionAttributeValues: {
        ':now': { N: String(Math.floor(nowSeconds)) },
        ':before': { N: String(Math.floor(nowSeconds) - secondsBetweenNotes) },
      },
    }),
    { abortSignal: signal },
  );
