import type { Layer, Mutation } from '../mutation.ts';

const declared = 'test/contract/endpoint.test.ts';

const inConsistency = (control: string, find: string, replace = 'false'): Mutation => ({
  control,
  how: { kind: 'source', file: 'lib/contract/consistency.ts', find, replace },
  seenBy: [declared],
});

/** A rule of a table is turned off by a condition that never holds. */
const inClosedSchemas = (control: string, find: string, replace: string): Mutation => ({
  control,
  how: { kind: 'source', file: 'lib/contract/closed-schemas.ts', find, replace },
  seenBy: [declared],
});

export const contract: Layer = {
  name: 'contract',
  mutations: [
    inConsistency(
      'a route is a method and a path',
      'broken: (it) =>\n      !/^(GET|POST',
      'broken: (it) =>\n      /^ (GET|POST',
    ),
    inConsistency('a path names a parameter once', 'new Set(parameters(it)).size !== parameters(it).length'),
    inConsistency(
      'every path parameter has a schema, and every schema a parameter',
      'parameters(it).sort().join() !== keys(it.request?.path).sort().join()',
    ),
    inConsistency(
      'GET and DELETE have no body',
      "['GET', 'DELETE'].includes(method(it) ?? '') && it.request?.body !== undefined",
    ),
    inConsistency(
      'no signature leaves a header of the contract uncovered',
      "usesScheme(it.access, 'signature') && keys(it.request?.headers).some((name) => !signedHeaders.includes(name))",
    ),
    inConsistency('GET only reads', "method(it) === 'GET' && it.effect !== 'reads'"),
    inConsistency(
      'what is public has a reason',
      "it.access.kind === 'public' && !(it.access.because.trim().length >= 10)",
    ),
    inConsistency(
      'what is not public has a scope',
      '({ scopes }) => scopes.length === 0 ||',
      '({ scopes }) => false ||',
    ),
    inConsistency(
      'what is not public has a permission',
      "(it.access.kind === 'public') === (it.permission !== undefined)",
    ),
    inConsistency(
      'credentials are no headers of a request',
      "keys(it.request?.headers).some((name) =>\n        ['authorization', 'x-api-key', 'cookie', 'dpop', 'signature', 'signature-input'].includes(name),\n      )",
    ),
    inConsistency(
      'no credential is read in two ways at once',
      'waysIn(it.access).some((way) => new Set(way.schemes.map(placeOf)).size !== way.schemes.length)',
    ),
    inConsistency(
      'the tokens of one endpoint meet the same demands',
      'return new Set(tokens.map(({ scopes, ...demands }) => JSON.stringify(demands))).size > 1',
      'return tokens.length > 99',
    ),
    inConsistency('what only reads needs no idempotency key', "takesIdempotencyKey(it) && it.effect === 'reads'"),
    inConsistency(
      'an error is declared as a problem, never as a response',
      'Object.keys(it.responses).some((status) => !/^2\\d\\d$/.test(status))',
    ),
    inConsistency(
      'a problem of its own does not take the code of a standard one',
      'Object.keys(it.problems ?? {}).some((code) => Object.hasOwn(standardProblems, code))',
    ),
    inConsistency('a limit is positive and finite', 'isPositive(limits?.ratePerSecond) &&', 'true &&'),
    inConsistency('a limit on bytes is a positive integer', 'isPositiveInteger(limits?.bodyBytes) &&', 'true &&'),
    inConsistency('a handler has less time than the gateway waits', '!((limits?.timeoutMillis ?? 1) <= 28_000)'),
    inClosedSchemas('a schema drops no unknown key in silence', "unknownKeys(definition) === 'dropped'", 'false'),
    inClosedSchemas('a request lets no unknown key pass', "unknownKeys(definition) === 'kept'", 'false'),
    inClosedSchemas("a request's record checks its keys", "type === 'record' && mode === 'loose'", 'false'),
    inClosedSchemas('a request says what arrives', "type === 'any' || type === 'unknown'", 'false'),
    {
      control: 'a contract is checked when it is declared',
      how: {
        kind: 'source',
        file: 'lib/contract/endpoint.ts',
        find: '  assertConsistent(declaration);\n',
        replace: '',
      },
      seenBy: [declared],
    },
    {
      control: 'no two endpoints have one route',
      how: {
        kind: 'source',
        file: 'lib/contract/api.ts',
        find: '  assertDistinct(endpoints',
        replace: '  if (endpoints.length < 0) assertDistinct(endpoints',
      },
      seenBy: ['test/contract/api.test.ts'],
    },
    {
      control: 'a problem code means one thing in the whole API',
      how: {
        kind: 'source',
        file: 'lib/contract/api.ts',
        find: '  assertSameProblems(endpoints);\n',
        replace: '',
      },
      seenBy: ['test/contract/api.test.ts'],
    },
    {
      control: 'an endpoint asks for a permission that some role holds',
      how: {
        kind: 'source',
        file: 'lib/contract/api.ts',
        find: '  for (const each of endpoints) assertGranted(each, roles);\n',
        replace: '',
      },
      seenBy: ['test/contract/api.test.ts'],
    },
    {
      control: 'a permission belongs to the roles that are given it, and to no other',
      how: {
        kind: 'source',
        file: 'lib/contract/api.ts',
        find: '    .filter((role) => roles[role]?.includes(permission))\n',
        replace: '',
      },
      seenBy: ['test/contract/api.test.ts'],
    },
    {
      control: "the gateway's model refuses unknown keys",
      how: {
        kind: 'source',
        file: 'lib/contract/convert/gateway-model.ts',
        find: '        delete jsonSchema.contentEncoding;\n',
        replace:
          '        delete jsonSchema.contentEncoding;\n        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;\n',
      },
      seenBy: ['test/contract/convert/gateway-model.test.ts'],
    },
    {
      control: "the gateway's model keeps every pattern",
      how: {
        kind: 'source',
        file: 'lib/contract/convert/gateway-model.ts',
        find: '        delete jsonSchema.contentEncoding;\n',
        replace: '        delete jsonSchema.contentEncoding;\n        delete jsonSchema.pattern;\n',
      },
      seenBy: ['test/contract/convert/gateway-model.test.ts'],
    },
    {
      control: 'what the model loses of a contract is listed',
      how: {
        kind: 'source',
        file: 'lib/contract/convert/draft-04-loss.ts',
        find: '  return [...(beyond === undefined ? [] : [beyond]),',
        replace: '  return [...(beyond === undefined ? [] : []),',
      },
      seenBy: ['test/contract/convert/gateway-model.test.ts'],
    },
    {
      control: 'a fault never repeats what was sent',
      how: {
        kind: 'source',
        file: 'lib/contract/zod-validator.ts',
        find: 'result.success ? [] : result.error.issues.flatMap(faultsOf)',
        replace:
          'result.success ? [] : result.error.issues.flatMap(faultsOf).map((it) => ({ ...it, detail: JSON.stringify(value) }))',
      },
      seenBy: ['test/contract/zod-validator.test.ts'],
    },
    {
      control: 'a compiled explanation never repeats what was sent',
      how: {
        kind: 'source',
        file: 'lib/contract/explainer.ts',
        find: 'if (parse(value) === INVALID) faults.push({ pointer, detail });',
        replace: 'if (parse(value) === INVALID) faults.push({ pointer, detail: String(value) });',
      },
      seenBy: ['test/contract/compile/explainer.test.ts'],
    },
    {
      control: 'compiled schemas refuse what zod refuses, prototype keys among it',
      how: {
        kind: 'source',
        file: 'lib/contract/compile/compile-schema.ts',
        find: 'const isCoercing = (schema: z.core.$ZodType) => definition(schema).coerce === true;',
        replace:
          'const isCoercing = (schema: z.core.$ZodType) => definition(schema).coerce === true && schema === null;',
      },
      seenBy: ['test/contract/compile/compile-schema.test.ts'],
    },
  ],
};
