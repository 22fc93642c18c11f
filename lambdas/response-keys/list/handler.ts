import { cached, handle, reply } from '../../../lib/handler/index.ts';
import { loadResponseKey } from '../load-response-key.ts';
import { listResponseKeys } from './contract.ts';

/** A key that was disabled is no longer shown after this time. */
const lifeMillis = 5 * 60_000;
const responseKey = cached(loadResponseKey, lifeMillis);

export const handler = handle(listResponseKeys, async () => reply(200, { keys: [await responseKey()] }));
