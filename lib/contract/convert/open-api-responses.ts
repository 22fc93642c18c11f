import type { Endpoint } from '../endpoint.ts';
import { headers } from '../names.ts';
import { viewOf } from '../views.ts';
import { isMetered } from '../ways-in.ts';
import { type AnswerableProblem, answerableProblems } from './answerable-problems.ts';
import type { JsonObject } from './json-object.ts';
import { viewedContent } from './json-schema.ts';

/** Status to what is answered: the contract's own responses, then one problem response a status. */
export function responsesOf(endpoint: Endpoint): JsonObject {
  const successes = Object.entries(endpoint.responses).map(([status, schema]) => [
    status,
    {
      description: schema === null ? 'Done; the answer has no body.' : 'Done.',
      headers: headersOf(endpoint),
      ...(schema === null ? {} : { content: viewedContent(schema, 'output', seen(endpoint, Number(status))) }),
    },
  ]);
  const unchanged = endpoint.version === 'shown' && endpoint.method === 'GET' ? [['304', notModified(endpoint)]] : [];
  const problems = problemsByStatus(endpoint).map((kinds) => [
    String(kinds[0]?.status),
    { $ref: `#/components/responses/${nameOf(kinds)}` },
  ]);
  return Object.fromEntries([...successes, ...unchanged, ...problems]);
}

/** What the responses of these endpoints refer to. */
export const responseComponents = (endpoints: readonly Endpoint[]): JsonObject => ({
  headers: {
    RequestId: { description: 'Name of this request in the logs.', schema: { type: 'string' } },
    EntityTag: { description: 'Version of the resource (RFC 9110 §8.8.3).', schema: { type: 'string' } },
    RateLimit: { description: 'What is left of the quotas of the caller, and until when.', schema: { type: 'string' } },
    RateLimitPolicy: { description: 'The quotas of the caller.', schema: { type: 'string' } },
    RetryAfter: { description: 'Seconds until the caller may come back.', schema: { type: 'integer', minimum: 1 } },
    ...(endpoints.some(({ signedResponse }) => signedResponse) ? signatureHeaders : {}),
  },
  responses: Object.fromEntries(
    endpoints.flatMap(problemsByStatus).map((kinds) => [nameOf(kinds), problemResponse(kinds)]),
  ),
  schemas: {
    Problem: {
      description: 'RFC 9457 problem details.',
      type: 'object',
      properties: {
        type: { type: 'string', format: 'uri' },
        title: { type: 'string' },
        status: { type: 'integer', minimum: 400, maximum: 599 },
        code: { type: 'string' },
        requestId: { type: 'string' },
        errors: {
          description: 'What was wrong with the input, one entry a fault.',
          type: 'array',
          items: {
            type: 'object',
            properties: { pointer: { type: 'string', format: 'json-pointer' }, detail: { type: 'string' } },
            required: ['pointer', 'detail'],
          },
        },
      },
      required: ['type', 'title', 'status', 'code', 'requestId'],
    },
  },
});

const seen = ({ views }: Endpoint, status: number) =>
  Object.entries(views).map(([role, view]) => [role, viewOf(view).responses?.[status]] as const);

const problemsByStatus = (endpoint: Endpoint): readonly (readonly AnswerableProblem[])[] => [
  ...Map.groupBy(answerableProblems(endpoint), ({ status }) => status).values(),
];

const nameOf = (kinds: readonly AnswerableProblem[]): string => kinds.map(({ code }) => code).join('.');

const refTo = (name: string): JsonObject => ({ $ref: `#/components/headers/${name}` });
const responseHeaders: JsonObject = { [headers.requestId]: refTo('RequestId') };

const headersOf = ({ version, access, signedResponse }: Endpoint): JsonObject => ({
  ...responseHeaders,
  ...(version === 'none' ? {} : { [headers.etag]: refTo('EntityTag') }),
  ...(isMetered(access)
    ? { [headers.rateLimit]: refTo('RateLimit'), [headers.rateLimitPolicy]: refTo('RateLimitPolicy') }
    : {}),
  ...(signedResponse
    ? {
        [headers.contentDigest]: refTo('ContentDigest'),
        'signature-input': refTo('SignatureInput'),
        signature: refTo('Signature'),
      }
    : {}),
});

const text: JsonObject = { type: 'string' };

/** Of a signed answer. What a client needs to verify them stands at the operation, as `x-signed-response`. */
const signatureHeaders: JsonObject = {
  ContentDigest: { description: 'SHA-256 of the body (RFC 9530).', required: true, schema: text },
  SignatureInput: {
    description: 'What the signature covers, and its `keyid` (RFC 9421 §4.1).',
    required: true,
    schema: text,
  },
  Signature: { description: 'The signature of the answer (RFC 9421 §4.2).', required: true, schema: text },
};

const notModified = (endpoint: Endpoint): JsonObject => ({
  description: 'The caller has the current version; the answer has no body.',
  headers: headersOf(endpoint),
});

const problemResponse = (kinds: readonly AnswerableProblem[]): JsonObject => ({
  description: kinds.map(({ code, title }) => `\`${code}\`: ${title}.`).join('\n'),
  headers: kinds.some(({ code }) => code === 'quota-exceeded')
    ? { ...responseHeaders, [headers.retryAfter]: refTo('RetryAfter') }
    : responseHeaders,
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { properties: { code: { enum: kinds.map(({ code }) => code) } } },
        ],
      },
    },
  },
});
