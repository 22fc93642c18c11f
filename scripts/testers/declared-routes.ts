import * as z from 'zod';
import type { HttpsClient } from '../https-client.ts';

const documented = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** Reads the API's own document, as testers do. @returns whether it declares a route */
export async function declaredRoutes(client: HttpsClient): Promise<(method: string, path: string) => boolean> {
  const { paths } = documented.parse((await client.call('/openapi.json')).json);
  const routes = Object.entries(paths).map(([template, operations]) => ({
    methods: new Set(Object.keys(operations).map((method) => method.toUpperCase())),
    path: new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  }));
  if (routes.length === 0) throw new Error('the document of the API declares nothing');
  return (method, path) => {
    // API Gateway serves `/accounts/` as `/accounts`.
    const resource = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    return routes.some((route) => route.methods.has(method) && route.path.test(resource));
  };
}
