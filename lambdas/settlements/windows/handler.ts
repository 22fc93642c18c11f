import { handle, reply } from '../../../lib/handler/index.ts';
import { settlementWindows } from '../standing-data.ts';
import { listSettlementWindows } from './contract.ts';

export const handler = handle(listSettlementWindows, () => reply(200, { items: [...settlementWindows] }));
