import type { Access } from '../access.ts';
import type { Endpoint } from '../endpoint.ts';
import { headers } from '../names.ts';
import type { JsonObject } from './json-object.ts';

const schemes: Readonly<Record<Exclude<Access['kind'], 'public'>, JsonObject>> = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An OAuth 2.0 access token (RFC 6750) that carries at least one of the scopes.',
  },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: headers.apiKey,
    description: 'A key that carries at least one of the scopes and is metered by a usage plan.',
  },
};

/** The schemes that some endpoint asks for. */
export function securitySchemes(endpoints: readonly Endpoint[]): JsonObject {
  const used = new Set<string>(endpoints.map(({ access }) => access.kind));
  return Object.fromEntries(Object.entries(schemes).filter(([kind]) => used.has(kind)));
}

/** Any one of the scopes is enough, and each requirement of this list is: one a scope. */
export const securityOf = (access: Access): readonly JsonObject[] =>
  access.kind === 'public' ? [] : access.scopes.map((scope) => ({ [access.kind]: [scope] }));
