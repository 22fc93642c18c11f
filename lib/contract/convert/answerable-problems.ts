import type { Endpoint } from '../endpoint.ts';
import type { ProblemKind } from '../problems.ts';
import { type StandardProblemCode, standardProblems } from '../standard-problems.ts';
import { authorizerOf, isMetered } from '../ways-in.ts';

export interface AnswerableProblem extends ProblemKind {
  readonly code: string;
}

type When = (endpoint: Endpoint) => boolean;

const always: When = () => true;
const withBody: When = ({ request }) => request.body !== undefined;
const withCredentials: When = ({ access }) => access.kind !== 'public';
const withUsagePlan: When = ({ access }) => isMetered(access);
const withCheckedVersion: When = ({ version }) => version === 'checked';
const withIdempotencyKey: When = ({ idempotency }) => idempotency !== 'none';
const withRequiredParameter: When = (endpoint) =>
  endpoint.idempotency === 'required' ||
  [endpoint.request.query, endpoint.request.headers].some((schema) =>
    Object.values(schema?.shape ?? {}).some((each) => each._zod.optin === undefined),
  );

/** Which endpoints can answer a standard problem. */
const conditions: Readonly<Record<StandardProblemCode, When>> = {
  'malformed-request': always,
  'malformed-json': withBody,
  'invalid-request': always,
  'missing-parameter': withRequiredParameter,
  'invalid-body': ({ bodyRefusedBy }) => bodyRefusedBy === 'gateway',
  unauthenticated: withCredentials,
  'token-expired': ({ access }) => authorizerOf(access) === 'cognito',
  'access-denied': withCredentials,
  'permission-denied': ({ permission }) => permission !== undefined,
  'invalid-api-key': withUsagePlan,
  // The gateway answers it where no endpoint asks for a signature: to a route that is none, too.
  'invalid-signature': () => false,
  'refused-by-firewall': always,
  'unknown-route': () => false,
  // Ids come in the path, or in a body: what is not the caller's is answered as if it were not there.
  'not-found': (endpoint) => endpoint.path.includes('{') || (withBody(endpoint) && withCredentials(endpoint)),
  'precondition-failed': withCheckedVersion,
  'precondition-required': withCheckedVersion,
  // The gateway and the firewall weigh every body, expected or not.
  'body-too-large': always,
  'unsupported-media-type': withBody,
  'answer-not-kept': withIdempotencyKey,
  'idempotency-key-in-use': withIdempotencyKey,
  'idempotency-key-reused': withIdempotencyKey,
  'too-many-requests': always,
  'quota-exceeded': withUsagePlan,
  'internal-error': always,
  'gateway-misconfigured': withCredentials,
  'bad-gateway': always,
  unavailable: always,
  'gateway-timeout': always,
};

/** The standard problems an endpoint can answer, and its own, by status and code. */
export function answerableProblems(endpoint: Endpoint): readonly AnswerableProblem[] {
  const standard = Object.entries(standardProblems).filter(([code]) =>
    // The entries of the table are its keys.
    conditions[code as StandardProblemCode](endpoint),
  );
  return [...standard, ...Object.entries(endpoint.problems)]
    .map(([code, kind]) => ({ code, ...kind }))
    .sort(byStatusAndCode);
}

export const byStatusAndCode = (a: AnswerableProblem, b: AnswerableProblem): number =>
  a.status - b.status || (a.code < b.code ? -1 : 1);
