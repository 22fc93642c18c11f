import { handle, reply } from '../../../lib/handler/index.ts';
import { ratesFrom, ratesOf } from '../reference-rates.ts';
import { listRates } from './contract.ts';

export const handler = handle(listRates, ({ query: { base = 'EUR' } }) =>
  reply(200, { base, asOf: ratesOf, rates: ratesFrom(base) }),
);
