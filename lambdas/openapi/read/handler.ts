import { handle, reply } from '../../../lib/handler/index.ts';
import { readOpenApi } from './contract.ts';
import { document } from './document.constant.ts';

export const handler = handle(readOpenApi, () => reply(200, document));
