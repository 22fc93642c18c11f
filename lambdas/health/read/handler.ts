import { handle, reply } from '../../../lib/handler/index.ts';
import { readHealth } from './contract.ts';

export const handler = handle(readHealth, () => reply(200, { status: 'ok' }));
