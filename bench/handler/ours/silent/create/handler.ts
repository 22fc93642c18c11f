import { handleWith, reply, silent } from '../../../../../lib/handler/index.ts';
import { createTransfer } from './contract.ts';

/** The whole defence without logs and metrics. */
export const handler = handleWith(silent)(createTransfer, ({ body }) =>
  reply(201, { transferId: body.transferId, status: 'ACCEPTED' }),
);
