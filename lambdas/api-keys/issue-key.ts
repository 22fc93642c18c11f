import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../dynamodb.ts';
import type { Act } from '../issued/act.ts';
import type { NewApiKey } from '../schemas.ts';
import { freshKey, type Issued } from './fresh-key.ts';
import { apiKeyTable } from './table.ts';

const daySeconds = 86_400;

/** Issues a key: what is returned is shown once, the table keeps its hash. */
export async function issueKey(wanted: NewApiKey, act: Act, signal: AbortSignal): Promise<Issued> {
  const { expiresInDays, allowedCidrs = [], allowedMethods = [], client, ...terms } = wanted;
  const expiresAtSeconds = act.nowSeconds + expiresInDays * daySeconds;
  const limits = { client, allowedCidrs, allowedMethods, expiresAtSeconds, predecessor: undefined };
  const { issued, item } = await freshKey({ ...terms, ...limits }, act);
  await dynamodb.send(
    new PutItemCommand({
      TableName: apiKeyTable(),
      Item: item,
      ConditionExpression: 'attribute_not_exists(keyId)',
    }),
    { abortSignal: signal },
  );
  return issued;
}
