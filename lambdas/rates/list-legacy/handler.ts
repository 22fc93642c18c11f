import { handle, reply } from '../../../lib/handler/index.ts';
import { ratesFrom, ratesOf } from '../reference-rates.ts';
import { listLegacyRates } from './contract.ts';

export const handler = handle(listLegacyRates, ({ query: { base = 'EUR' } }) =>
  reply(200, { base, asOf: ratesOf, rates: ratesFrom(base) }),
);
