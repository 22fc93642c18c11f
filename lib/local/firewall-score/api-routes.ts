import { isJsonObject, type Json } from '../json.ts';
import type { Template } from '../template/index.ts';

/** Routes that a firewall made of contracts lets pass, for payloads to be put in; `{}` is a parameter. */
export interface ApiRoutes {
  /** A GET without parameters in its path. */
  readonly read: string;
  /** A POST without parameters in its path. */
  readonly write: string;
  /** A GET with one. */
  readonly readOne: string;
}

/** Of the API of a template; of an API without such routes, and of none, paths that nobody declared. */
export function apiRoutesOf(templates: readonly Template[]): ApiRoutes {
  const routes = templates.flatMap(routesIn);
  const first = (method: string, parameters: number) =>
    routes
      .filter((route) => route.method === method && route.path.split('{}').length - 1 === parameters)
      .map(({ path }) => path)
      .sort()[0];
  return {
    read: first('GET', 0) ?? '/',
    write: first('POST', 0) ?? '/',
    readOne: first('GET', 1) ?? '/{}',
  };
}

function routesIn({ Resources }: Template): readonly { readonly method: string; readonly path: string }[] {
  const pathOf = (reference: Json | undefined): string => {
    const resource = isJsonObject(reference) ? Resources[String(reference['Ref'])] : undefined;
    if (resource?.Type !== 'AWS::ApiGateway::Resource') return '';
    const { PathPart, ParentId } = resource.Properties;
    return `${pathOf(ParentId)}/${String(PathPart).startsWith('{') ? '{}' : String(PathPart)}`;
  };
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::ApiGateway::Method')
    .map(({ Properties: { HttpMethod, ResourceId } }) => ({
      method: String(HttpMethod),
      path: pathOf(ResourceId) || '/',
    }));
}
