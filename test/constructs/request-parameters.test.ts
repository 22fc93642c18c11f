import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { requestParametersOf } from '../../lib/constructs/request-parameters.ts';
import { endpoint, publicAccess } from '../../lib/contract/index.ts';

const parametersOf = (query: z.ZodObject) =>
  requestParametersOf(
    endpoint({
      route: 'GET /things',
      summary: 'List things',
      access: publicAccess({ because: 'things are for everyone' }),
      effect: 'reads',
      request: { query },
      responses: { 204: null },
    }),
  );

test('a parameter is required when its schema refuses to go without', () => {
  assert.deepEqual(
    parametersOf(
      z.strictObject({
        needed: z.string().max(5),
        optional: z.string().max(5).optional(),
        defaulted: z.string().max(5).default('x'),
        number: z.coerce.number().int().min(0).max(9),
      }),
    ),
    {
      'method.request.querystring.needed': true,
      'method.request.querystring.optional': false,
      'method.request.querystring.defaulted': false,
      'method.request.querystring.number': true,
    },
  );
});

test('an endpoint without parameters requires none', () => {
  assert.deepEqual(parametersOf(z.strictObject({})), {});
});
