import { environment } from '../../lib/contract/index.ts';
import { requiredVariable } from '../required-variable.ts';

/** The name of the table of one-time passwords. */
export const oneTimeCodeTable = (): string => requiredVariable(environment.oneTimeCodeTable);

/**
 * Its items: partition key `id`, time to live `expiresAt`.
 *
 * | item                           | id           |
 * | ------------------------------ | ------------ |
 * | challenge, its proof           | CHALLENGE#id |
 * | messages of the last day, when | SENDS#hash   |
 */
export const challengeKey = (challengeId: string) => ({ id: { S: `CHALLENGE#${challengeId}` } });
export const sendsKey = (destinationHash: string) => ({ id: { S: `SENDS#${destinationHash}` } });
