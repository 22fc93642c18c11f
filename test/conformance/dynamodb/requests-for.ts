import * as fc from 'fast-check';
import { broken } from './generate/break-request.ts';
import type { Request } from './generate/request.ts';
import { singleItem } from './generate/requests.ts';
import { transactional } from './generate/transactions.ts';

const SEQUENCE_LENGTH = 40;

const sequenceOf = (request: fc.Arbitrary<Request>) =>
  fc.array(request, { minLength: SEQUENCE_LENGTH, maxLength: SEQUENCE_LENGTH });

/** What each oracle is asked: one request in five of those for dynalite has a mistake in it. */
export const requestsFor: Readonly<Record<'dynalite' | 'dynoxide', fc.Arbitrary<readonly Request[]>>> = {
  dynalite: sequenceOf(fc.oneof({ weight: 4, arbitrary: singleItem }, { weight: 1, arbitrary: broken(singleItem) })),
  dynoxide: sequenceOf(transactional),
};
