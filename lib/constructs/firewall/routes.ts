import type { Api, Endpoint, JsonObject } from '../../contract/index.ts';
import { parametersOf } from './parameter-schemas.ts';
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

/** Route and name to the schema of a parameter in the path. */
const parameterSchemas = (api: Api): ReadonlyMap<string, JsonObject> =>
  new Map(parametersOf(api, 'path').map(({ endpoint, name, schema }) => [`${endpoint.route} ${name}`, schema]));
