import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/**
 * What a conditional write answered; undefined when its condition did not hold, and nothing was written.
 *
 * @throws every other error of the table
 */
export async function ifHeld<Output>(write: Promise<Output>): Promise<Output | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
