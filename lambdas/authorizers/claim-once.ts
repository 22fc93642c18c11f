import { hash } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { environment } from '../../lib/contract/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { ifHeld } from '../if-held.ts';
import { requiredVariable } from '../required-variable.ts';

/** The clocks of two instances may differ by this much: an item outlives what it stands for on both. */
const keptLongerSeconds = 60;

/**
 * Claims something that may be used once, such as a nonce, until it would be refused as too old anyway. One conditional
 * write: of any number of callers at the same time, in all instances, one hears yes. A write that is tried again, because
 * its answer was lost, hears no.
 *
 * @param key what is claimed, with everything that makes it unique; the table knows its hash only
 * @param expiresAtSeconds seconds since 1970
 * @throws Error of the table: who cannot ask must refuse
 */
export async function claimOnce(key: string, expiresAtSeconds: number): Promise<boolean> {
  const command = new PutItemCommand({
    TableName: requiredVariable(environment.replayTable),
    Item: {
      claim: { S: hash('sha256', key, 'base64url') },
      expiresAt: { N: String(Math.ceil(expiresAtSeconds) + keptLongerSeconds) },
    },
    ConditionExpression: 'attribute_not_exists(claim)',
  });
  return (await ifHeld(dynamodb.send(command))) !== undefined;
}
