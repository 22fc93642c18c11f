import * as z from 'zod';
import { anyOf, basic, digest, endpoint } from '../../../lib/contract/index.ts';
import { Currency } from '../../schemas.ts';
import { RateTable } from '../schemas.ts';

const scopes = ['bank/rates.read'] as const;

export const listLegacyRates = endpoint({
  route: 'GET /legacy/rates',
  summary: 'Show what one unit of a currency costs in the others, to clients that know Basic or Digest only',
  description:
    'The same as `GET /rates`. With Basic, the user name is the public id of an API key and the password the whole key; with Digest, a service credential. New clients send an API key in its header.',
  tags: ['partners'],
  access: anyOf(basic({ scopes }), digest({ scopes })),
  permission: 'rates:read',
  effect: 'reads',
  request: { query: z.strictObject({ base: Currency.optional() }) },
  responses: { 200: RateTable },
});
