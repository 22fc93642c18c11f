import { handle, reply } from '../../../../../lib/handler/index.ts';
import { createTransfer } from './contract.ts';

/** The whole defence as it is deployed: with Powertools' logger and metrics. */
export const handler = handle(createTransfer, ({ body }) =>
  reply(201, { transferId: body.transferId, status: 'ACCEPTED' }),
);
