import type { Access, SchemeName } from '../access.ts';
import type { Endpoint } from '../endpoint.ts';
import { headers } from '../names.ts';
import { schemesOf, type WayIn, waysIn } from '../ways-in.ts';
import type { JsonObject } from './json-object.ts';

const schemes: Readonly<Record<SchemeName, JsonObject>> = {
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
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'The public id of an API key as the user id and the whole key as the password (RFC 7617).',
  },
  digest: {
    type: 'http',
    scheme: 'digest',
    description: 'A generated service credential, proven by SHA-256 with qop=auth (RFC 7616).',
  },
  clientCertificate: {
    type: 'mutualTLS',
    description: 'A registered client certificate, on the domain with mutual TLS.',
  },
  signature: {
    type: 'http',
    scheme: 'signature',
    description:
      'A signature over the request (RFC 9421) and the digest of its body (RFC 9530), in headers of their own.',
  },
};

/** The schemes that some endpoint asks for. */
export function securitySchemes(endpoints: readonly Endpoint[]): JsonObject {
  const used = new Set<string>(endpoints.flatMap(({ access }) => schemesOf(access).map(({ kind }) => kind)));
  return Object.fromEntries(Object.entries(schemes).filter(([kind]) => used.has(kind)));
}

/** Any one requirement of the list is enough, and in each, all of its schemes are needed: one a scope of the first. */
export const securityOf = (access: Access): readonly JsonObject[] => waysIn(access).flatMap(requirementsOf);

const requirementsOf = ({ schemes: [first, ...others] }: WayIn): readonly JsonObject[] =>
  first.scopes.map((scope) => ({
    [first.kind]: [scope],
    ...Object.fromEntries(others.map(({ kind, scopes }) => [kind, [...scopes]])),
  }));
