import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The rules of OpenAPI 3.1.1 §4.8 that this project's documents could break; no published validator is at hand. */
export function assertOpenApi(document: unknown): asserts document is OpenApi {
  const isValid = new Ajv2020({ strict: true, allErrors: true }).compile<OpenApi>(openApi);

  assert.ok(isValid(document), JSON.stringify(isValid.errors, null, 2));
  const { paths, components } = document;
  assertReferences(document, document);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.values(item).map((operation) => ({ path, operation })),
  );
  const ids = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length, 'operation ids are unique');
  for (const { path, operation } of operations) {
    const inPath = operation.parameters.filter((each) => each.in === 'path').map((each) => each.name);
    const inTemplate = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
    assert.deepEqual(inPath.toSorted(), inTemplate.toSorted(), `${path}: parameters of the path`);
    const places = operation.parameters.map((each) => `${each.in} ${each.name}`);
    assert.equal(new Set(places).size, places.length, `${path}: each parameter once`);
    for (const requirement of operation.security) {
      for (const name of Object.keys(requirement)) assert.ok(name in components.securitySchemes, name);
    }
  }
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: object };
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly in: string; readonly name: string }[];
  readonly security: readonly object[];
}

function assertReferences(node: unknown, root: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('$ref' in node) {
    const tokens = String(node.$ref).split('/');
    assert.equal(tokens.shift(), '#', 'references stay inside the document');
    // Missing members become undefined, which the last line refuses.
    const target = tokens.reduce<unknown>((at, token) => (at as Record<string, unknown> | undefined)?.[token], root);
    assert.notEqual(target, undefined, `${String(node.$ref)} resolves`);
  }
  for (const child of Object.values(node)) assertReferences(child, root);
}

const text = { type: 'string', minLength: 1 };
const schema = { $ref: 'https://json-schema.org/draft/2020-12/schema' };
const content = {
  type: 'object',
  additionalProperties: { type: 'object', required: ['schema'], properties: { schema }, additionalProperties: false },
};
const reference = { type: 'object', required: ['$ref'], properties: { $ref: text }, additionalProperties: false };
const header = {
  type: 'object',
  required: ['schema'],
  properties: { description: text, schema },
  additionalProperties: false,
};
const response = {
  type: 'object',
  required: ['description'],
  properties: {
    description: text,
    headers: { type: 'object', additionalProperties: { anyOf: [reference, header] } },
    content,
  },
  additionalProperties: false,
};
const parameter = {
  type: 'object',
  required: ['name', 'in', 'schema'],
  properties: {
    name: text,
    in: { enum: ['path', 'query', 'header'] },
    required: { type: 'boolean' },
    description: text,
    schema,
  },
  if: { type: 'object', properties: { in: { const: 'path' } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { type: 'object', properties: { required: { const: true } } },
  additionalProperties: false,
};
const operation = {
  type: 'object',
  required: ['operationId', 'summary', 'tags', 'security', 'parameters', 'responses'],
  properties: {
    operationId: text,
    summary: text,
    description: text,
    tags: { type: 'array', items: text },
    security: { type: 'array', items: { type: 'object', additionalProperties: { type: 'array', items: text } } },
    parameters: { type: 'array', items: parameter },
    requestBody: {
      type: 'object',
      required: ['content'],
      properties: { required: { type: 'boolean' }, content },
      additionalProperties: false,
    },
    responses: {
      type: 'object',
      minProperties: 1,
      patternProperties: { '^[1-5]\\d\\d$': { anyOf: [reference, response] } },
      additionalProperties: false,
    },
  },
  patternProperties: { '^x-': true },
  additionalProperties: false,
};
const openApi = {
  type: 'object',
  required: ['openapi', 'info', 'paths', 'components'],
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      properties: { title: text, version: text, description: text },
      additionalProperties: false,
    },
    jsonSchemaDialect: { const: 'https://json-schema.org/draft/2020-12/schema' },
    tags: { type: 'array', items: { type: 'object', required: ['name'], properties: { name: text } } },
    paths: {
      type: 'object',
      patternProperties: {
        '^/': {
          type: 'object',
          patternProperties: { '^(get|post|put|patch|delete)$': operation },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },
    components: {
      type: 'object',
      properties: {
        schemas: { type: 'object', additionalProperties: schema },
        headers: { type: 'object', additionalProperties: header },
        responses: {
          type: 'object',
          propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' },
          additionalProperties: response,
        },
        securitySchemes: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            required: ['type'],
            properties: { type: { enum: ['http', 'apiKey'] } },
          },
        },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};
