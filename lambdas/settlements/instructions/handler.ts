import { handle, reply } from '../../../lib/handler/index.ts';
import { instructionsFor } from '../standing-data.ts';
import { readSettlementInstructions } from './contract.ts';

export const handler = handle(readSettlementInstructions, ({ principal: { client } }) =>
  reply(200, { client, instructions: [...instructionsFor(client)] }),
);
