import type { Api } from '../api.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerSignature } from '../names.ts';
import { viewOf } from '../views.ts';
import { certificateDemandsOf, tokenDemandsOf } from '../ways-in.ts';
import type { JsonObject } from './json-object.ts';
import { viewedContent } from './json-schema.ts';
import { parametersOf } from './open-api-parameters.ts';
import { responseComponents, responsesOf } from './open-api-responses.ts';
import { securityOf, securitySchemes } from './open-api-security.ts';

/**
 * The API for people and their tools: OpenAPI 3.1 with JSON Schema 2020-12. Limits, permission, what is demanded of tokens
 * and certificates beside scopes, how a signed answer is verified and the reason of a public endpoint stand as the extensions
 * `x-limits`, `x-permission`, `x-token-demands`, `x-certificate-demands`, `x-signed-response` and `x-public-because`.
 *
 * @throws UnrepresentableError naming the place of a schema without a JSON form.
 */
export function toOpenApi({ title, version, description, endpoints }: Api): JsonObject {
  const paths = Map.groupBy(endpoints, ({ path }) => path);
  return {
    openapi: '3.1.1',
    info: { title, version, ...optional('description', description) },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    tags: [...new Set(endpoints.flatMap(({ tags }) => tags))].sort().map((name) => ({ name })),
    paths: Object.fromEntries([...paths].map(([path, methods]) => [path, pathItem(methods)])),
    components: { securitySchemes: securitySchemes(endpoints), ...responseComponents(endpoints) },
  };
}

const pathItem = (methods: readonly Endpoint[]): JsonObject =>
  Object.fromEntries(methods.map((endpoint) => [endpoint.method.toLowerCase(), operation(endpoint)]));

function operation(endpoint: Endpoint): JsonObject {
  const { id, summary, description, tags, request, limits, permission, access, idempotency } = endpoint;
  const bodies = Object.entries(endpoint.views).map(([role, view]) => [role, viewOf(view).body] as const);
  return {
    operationId: id,
    summary,
    ...optional('description', description),
    tags,
    security: securityOf(access),
    parameters: parametersOf(endpoint),
    ...(request.body === undefined
      ? {}
      : { requestBody: { required: true, content: viewedContent(request.body, 'input', bodies) } }),
    responses: responsesOf(endpoint),
    'x-limits': limits,
    'x-idempotency': idempotency,
    ...optional('x-permission', permission),
    ...optional('x-token-demands', demandsOf(access)),
    ...optional('x-certificate-demands', certificateDemandsOf(access) && { ...certificateDemandsOf(access) }),
    ...optional('x-signed-response', endpoint.signedResponse ? signedResponse : undefined),
    ...optional('x-public-because', access.kind === 'public' ? access.because : undefined),
  };
}

/**
 * How a client verifies an answer. Refusals of the endpoint are signed as well, and those of the gateway and the firewall are
 * not: they have no signature at all.
 */
const signedResponse: JsonObject = {
  specification: 'RFC 9421, RFC 9530',
  ...answerSignature,
  key: [
    'The `keyid` is the id of an AWS KMS key on P-256. Its public half is what `GetPublicKey` of AWS KMS answers to whom its',
    'account lets ask; everybody else gets it from the operator of this API, beforehand, who may publish it at a path of its',
    'own. An answer never brings its own key.',
  ].join(' '),
  unsigned:
    'What the gateway or the firewall refuses by itself carries no signature: it is a refusal, whoever sent it.',
};

/** What a client must bring beside scopes: OpenAPI has no words for it. */
function demandsOf(access: Endpoint['access']): JsonObject | undefined {
  const demands = tokenDemandsOf(access);
  return demands && { ...demands };
}

const optional = (key: string, value: string | JsonObject | undefined): JsonObject =>
  value === undefined ? {} : { [key]: value };
