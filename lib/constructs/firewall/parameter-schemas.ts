import { type Api, type Endpoint, type JsonObject, toOpenApi } from '../../contract/index.ts';

/** Where a parameter of a request stands, as OpenAPI calls it. */
export type ParameterPlace = 'path' | 'query' | 'header';

export interface Parameter {
  readonly endpoint: Endpoint;
  readonly name: string;
  readonly schema: JsonObject;
}

/** The parameters of all endpoints in one place, as the documentation of the API shows them. */
export function parametersOf(api: Api, place: ParameterPlace): readonly Parameter[] {
  const { paths } = toOpenApi(api);
  return api.endpoints.flatMap((endpoint) =>
    objectsIn(memberOf(memberOf(memberOf(paths, endpoint.path), endpoint.method.toLowerCase()), 'parameters'))
      .filter((parameter) => parameter['in'] === place)
      .map((parameter) => ({ endpoint, name: String(parameter['name']), schema: asObject(parameter['schema']) })),
  );
}

export const asObject = (value: unknown): JsonObject =>
  // JSON that is an object and no list has these members and no others.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

export const objectsIn = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.map(asObject) : []);

const memberOf = (value: unknown, key: string): unknown => asObject(value)[key];
