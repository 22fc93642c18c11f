import { handlerProblems, type ProblemKind } from './problems.ts';

/** What only AWS answers: the gateway, its authorizers and the firewall. */
const gatewayProblems = {
  'missing-parameter': { status: 400, title: 'A required parameter is missing' },
  'invalid-body': { status: 400, title: 'The body does not keep the contract' },
  'token-expired': { status: 401, title: 'The token has expired' },
  'invalid-api-key': { status: 403, title: 'The API key is not valid for this API' },
  'invalid-signature': { status: 403, title: 'The signature of the request is not valid' },
  'refused-by-firewall': { status: 403, title: 'The firewall refused the request' },
  'unknown-route': { status: 403, title: 'No endpoint has this method and path' },
  'bad-gateway': { status: 502, title: 'The endpoint failed' },
  'gateway-timeout': { status: 504, title: 'The endpoint did not answer in time' },
} as const satisfies Record<string, ProblemKind>;

/**
 * What every API can answer, whatever its contracts say. The gateway responses of the template read this table, the error
 * gate of the handlers its first half; `docs/errors.md` lists it.
 */
export const standardProblems = { ...handlerProblems, ...gatewayProblems } as const;

/** A problem that every API can answer. */
export type StandardProblemCode = keyof typeof standardProblems;
