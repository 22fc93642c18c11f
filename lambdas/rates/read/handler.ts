import { handle, reply } from '../../../lib/handler/index.ts';
import { ratesOf, rateTo } from '../reference-rates.ts';
import { readRate } from './contract.ts';

export const handler = handle(readRate, ({ path: { currency } }) =>
  reply(200, { currency, asOf: ratesOf, rate: rateTo(currency) }),
);
