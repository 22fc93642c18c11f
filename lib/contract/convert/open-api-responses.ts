import type { Endpoint } from '../endpoint.ts';
import { headers } from '../names.ts';
import { type AnswerableProblem, answerableProblems } from './answerable-problems.ts';
import type { JsonObject } from './json-object.ts';
import { jsonContent } from './json-schema.ts';

/** Status to what is answered: the contract's own responses, then one problem response a status. */
export function responsesOf(endpoint: Endpoint): JsonObject {
  const successes = Object.entries(endpoint.responses).map(([status, schema]) => [
    status,
    {
      description: schema === null ? 'Done; the answer has no body.' : 'Done.',
      headers: responseHeaders,
      ...(schema === null ? {} : { content: jsonContent(schema, 'output') }),
    },
  ]);
  const problems = problemsByStatus(endpoint).map((kinds) => [
    String(kinds[0]?.status),
    { $ref: `#/components/responses/${nameOf(kinds)}` },
  ]);
  return Object.fromEntries([...successes, ...problems]);
}

/** What the responses of these endpoints refer to. */
export const responseComponents = (endpoints: readonly Endpoint[]): JsonObject => ({
  headers: {
    RequestId: { description: 'Name of this request in the logs.', schema: { type: 'string' } },
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

const problemsByStatus = (endpoint: Endpoint): readonly (readonly AnswerableProblem[])[] => [
  ...Map.groupBy(answerableProblems(endpoint), ({ status }) => status).values(),
];

const nameOf = (kinds: readonly AnswerableProblem[]): string => kinds.map(({ code }) => code).join('.');

const responseHeaders: JsonObject = { [headers.requestId]: { $ref: '#/components/headers/RequestId' } };

const problemResponse = (kinds: readonly AnswerableProblem[]): JsonObject => ({
  description: kinds.map(({ code, title }) => `\`${code}\`: ${title}.`).join('\n'),
  headers: responseHeaders,
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
