import fc from 'fast-check';
import { type Api, type Endpoint, toOpenApi } from '../../lib/contract/index.ts';
import type { InspectedRequest } from '../../lib/local/firewall/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../../lib/local/json.ts';
import { harmless } from './firewall-of.ts';

/** Requests that keep the contracts of an API: any endpoint, any values that its schemas allow. */
export const contractRequests = (api: Api): fc.Arbitrary<Partial<InspectedRequest>> => {
  const { paths } = toOpenApi(api);
  return fc.oneof(
    ...api.endpoints.map((each) => requestTo(each, memberOf(memberOf(paths, each.path), each.method.toLowerCase()))),
  );
};

const memberOf = (value: unknown, key: string): JsonObject => {
  const member = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(member) ? member : {};
};

function requestTo({ method, path }: Endpoint, operation: JsonObject): fc.Arbitrary<Partial<InspectedRequest>> {
  const parameters = Array.isArray(operation['parameters']) ? operation['parameters'].filter(isJsonObject) : [];
  const valuesIn = (place: string) => {
    const its = parameters.filter((parameter) => parameter['in'] === place);
    return fc.record(
      Object.fromEntries(its.map((each) => [String(each['name']), arbitraryOf(memberOf(each, 'schema'))])),
      {
        requiredKeys: its.filter(({ required }) => required === true).map(({ name }) => String(name)),
      },
    );
  };
  const schema = memberOf(memberOf(memberOf(operation['requestBody'], 'content'), 'application/json'), 'schema');
  const body = 'requestBody' in operation ? arbitraryOf(schema) : fc.constant(undefined);
  return fc
    .tuple(valuesIn('path'), valuesIn('query'), valuesIn('header'), body)
    .map(([inPath, inQuery, inHeader, json]) => ({
      method,
      uriPath: path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(inPath[name]))),
      queryString: new URLSearchParams(
        Object.entries(inQuery).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString(),
      headers: [
        ...harmless.headers,
        ...Object.entries(inHeader).map(([name, value]): [string, string] => [name, latin1(String(value))]),
        ...(json === undefined ? [] : ([['Content-Type', 'application/json']] as const)),
      ],
      body: Buffer.from(json === undefined ? '' : JSON.stringify(json)),
    }));
}

const latin1 = (text: string) => Buffer.from(text).toString('latin1');

/** Values of a JSON Schema, as far as contracts use it. */
function arbitraryOf(schema: JsonObject): fc.Arbitrary<Json> {
  const alternatives = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(alternatives)) return fc.oneof(...alternatives.filter(isJsonObject).map(arbitraryOf));
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...schema['enum']);
  if (schema['const'] !== undefined) return fc.constant(schema['const']);
  const kind = kinds.get(String(schema['type']));
  if (kind === undefined) throw new Error(`no values are known of ${JSON.stringify(schema)}`);
  return kind(schema);
}

const numberIn = (schema: JsonObject, key: string, otherwise: number) =>
  typeof schema[key] === 'number' ? schema[key] : otherwise;

const kinds = new Map<string, (schema: JsonObject) => fc.Arbitrary<Json>>([
  ['boolean', () => fc.boolean()],
  [
    'integer',
    (schema: JsonObject) =>
      fc.integer({ min: numberIn(schema, 'minimum', 0), max: numberIn(schema, 'maximum', 2_000_000_000) }),
  ],
  [
    'array',
    (schema: JsonObject) =>
      fc.array(arbitraryOf(memberOf(schema, 'items')), {
        minLength: numberIn(schema, 'minItems', 0),
        maxLength: Math.min(numberIn(schema, 'maxItems', 3), 5),
      }),
  ],
  [
    'object',
    (schema: JsonObject) =>
      fc.record(
        Object.fromEntries(
          Object.entries(memberOf(schema, 'properties')).map(([key, each]) => [
            key,
            arbitraryOf(isJsonObject(each) ? each : {}),
          ]),
        ),
        { requiredKeys: Array.isArray(schema['required']) ? schema['required'].map(String) : [] },
      ),
  ],
  ['string', textOf],
]);

/** Where a contract allows every text, attacks keep it too: words and addresses stand for what is meant. */
const freeText = fc.oneof(
  fc.lorem({ maxCount: 8 }),
  fc.domain().map((domain) => `https://${domain}/alerts`),
  fc.uuid(),
);

function textOf(schema: JsonObject): fc.Arbitrary<string> {
  const minLength = numberIn(schema, 'minLength', 0);
  const maxLength = numberIn(schema, 'maxLength', 200);
  const text = typeof schema['pattern'] === 'string' ? fc.stringMatching(new RegExp(schema['pattern'])) : freeText;
  return text.filter(({ length }) => length >= minLength && length <= maxLength);
}
