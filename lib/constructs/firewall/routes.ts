import { type Api, type Endpoint, type JsonObject, toOpenApi } from '../../contract/index.ts';
import { parameterShape } from './parameter-shape.ts';
import { routePatterns, type Segment } from './route-pattern.ts';
import { allOf, anyOf, isMethod, matches, type Statement } from './statements.ts';

/** Statements about the routes of one API. */
export interface Routes {
  /** That the request has the method and the path of one of these endpoints, each parameter in its alphabet. */
  readonly of: (endpoints: readonly Endpoint[], options?: { readonly preflights?: boolean }) => Statement;
}

/** @param stageName of the stage, which stands in front of paths that do not come through a custom domain */
export function routesOf(api: Api, stageName: string): Routes {
  const schemas = parameterSchemas(api);
  const segmentsOf = ({ path, route }: Endpoint): readonly Segment[] =>
    path
      .split('/')
      .filter((word) => word !== '')
      .map((word) => {
        if (!word.startsWith('{')) return { word };
        return { pattern: parameterShape(schemas.get(`${route} ${word.slice(1, -1)}`) ?? {}) };
      });
  return {
    of(endpoints, { preflights = false } = {}) {
      const byMethod = Map.groupBy(endpoints, ({ method }) => method);
      return anyOf(
        [...byMethod].map(([method, its]) =>
          allOf([
            anyOf([isMethod(method), ...(preflights ? [isMethod('OPTIONS')] : [])]),
            anyOf(routePatterns(its.map(segmentsOf), stageName).map((pattern) => matches({ uriPath: {} }, pattern))),
          ]),
        ),
      );
    },
  };
}

/** Route and name to the schema of a parameter in the path, as the documentation of the API shows it. */
function parameterSchemas(api: Api): ReadonlyMap<string, JsonObject> {
  const { paths } = toOpenApi(api);
  return new Map(
    api.endpoints.flatMap(({ route, path, method }) =>
      objectsIn(memberOf(memberOf(memberOf(paths, path), method.toLowerCase()), 'parameters'))
        .filter((parameter) => parameter['in'] === 'path')
        .map((parameter) => [`${route} ${parameter['name']}`, asObject(parameter['schema'])] as const),
    ),
  );
}

const asObject = (value: unknown): JsonObject =>
  // JSON that is an object and no list has these members and no others.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const memberOf = (value: unknown, key: string): unknown => asObject(value)[key];

const objectsIn = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.map(asObject) : []);
