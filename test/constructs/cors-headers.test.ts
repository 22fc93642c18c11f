import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as z from 'zod';
import { bankApi } from '../../lambdas/api.ts';
import {
  type Access,
  type Api,
  allOf,
  anyOf,
  api,
  apiKey,
  basic,
  bearer,
  clientCertificate,
  digest,
  type EndpointDeclaration,
  endpoint,
  publicAccess,
  signature,
} from '../../lib/contract/index.ts';
import { createApi } from './support/create-api.ts';
import { synthesise } from './support/synthesise.ts';

const corsOrigin = 'https://portal.example.com';
const scopes: readonly [string] = ['shop/x'];
const because = 'load balancers ask, and have no credentials';

/** Of everything but what the row is about, an endpoint has nothing. */
const reads = (path: string, access: Access, changes: Partial<EndpointDeclaration> = {}) =>
  endpoint({
    route: `GET /${path}`,
    summary: 'Something',
    access,
    ...(access.kind !== 'public' && { permission: 'things:do' }),
    effect: 'reads',
    responses: { 200: z.strictObject({}) },
    ...changes,
  });
const writes = (path: string, access: Access, changes: Partial<EndpointDeclaration> = {}) =>
  reads(path, access, {
    route: `POST /${path}`,
    effect: 'changes',
    request: { body: z.strictObject({}) },
    responses: { 204: null },
    ...changes,
  });

const always = 'x-request-id';
const refused = `www-authenticate,${always}`;
const counted = `ratelimit,ratelimit-policy,retry-after,${refused}`;

/** What a page may send to an endpoint, and read of its answers. */
const rows: readonly (readonly [ReturnType<typeof reads>, allowed: string, exposed: string])[] = [
  [reads('public', publicAccess({ because })), '', always],
  [reads('bearer', bearer({ scopes })), 'authorization', refused],
  [reads('of-certificate', bearer({ scopes, boundTo: 'certificate' })), 'authorization', refused],
  [reads('of-key', bearer({ scopes, boundTo: 'dpop' })), 'authorization,dpop', `dpop-nonce,${refused}`],
  [reads('bound', bearer({ scopes, boundTo: 'any' })), 'authorization,dpop', `dpop-nonce,${refused}`],
  [reads('api-key', apiKey({ scopes })), 'x-api-key', counted],
  [reads('basic', basic({ scopes })), 'authorization', counted],
  [reads('digest', digest({ scopes })), 'authorization', `authentication-info,${counted}`],
  [reads('certificate', clientCertificate({ scopes })), '', counted],
  [reads('signed', signature({ scopes })), 'signature,signature-input', counted],
  [writes('signed-body', signature({ scopes })), 'content-digest,content-type,signature,signature-input', counted],
  [reads('either', anyOf(bearer({ scopes }), apiKey({ scopes }))), 'authorization,x-api-key', counted],
  [reads('both', allOf(apiKey({ scopes }), clientCertificate({ scopes }))), 'x-api-key', counted],
  [writes('body', bearer({ scopes })), 'authorization,content-type', refused],
  [
    writes('made', bearer({ scopes }), { responses: { 201: null } }),
    'authorization,content-type',
    `location,${refused}`,
  ],
  [
    writes('once', bearer({ scopes }), { idempotency: 'offered' }),
    'authorization,content-type,idempotency-key',
    `retry-after,${refused}`,
  ],
  [
    writes('limited', bearer({ scopes }), { problems: { 'too-often': { status: 429, title: 'Too often' } } }),
    'authorization,content-type',
    `retry-after,${refused}`,
  ],
  [
    writes('declared', bearer({ scopes }), { request: { headers: z.strictObject({ 'x-channel': z.string() }) } }),
    'authorization,x-channel',
    refused,
  ],
  [
    writes('answer', bearer({ scopes }), { signedResponse: true }),
    'authorization,content-type',
    `content-digest,signature,signature-input,${refused}`,
  ],
  [
    reads('version', bearer({ scopes }), { version: 'shown', responses: { 200: z.strictObject({}) } }),
    'authorization,if-none-match',
    `etag,${refused}`,
  ],
  [
    writes('change', bearer({ scopes }), {
      route: 'PUT /change',
      version: 'checked',
      responses: { 200: z.strictObject({}) },
    }),
    'authorization,content-type,if-match',
    `etag,${refused}`,
  ],
];

/** The template of an API that pages of the origin call, with a user pool whose tokens Lambda authorizers take. */
const templateOf = (shown: Api) =>
  synthesise((stack) => {
    const users = Object.assign(new cognito.UserPool(stack, 'Pool'), { clientIds: ['page'] });
    createApi(stack, { corsOrigin, api: shown, users });
  });

const inOrder = (names: string): readonly string[] => names.split(',').filter(Boolean).sort();

type Template = ReturnType<typeof templateOf>;

/** By path: what its preflight allows, without the quotes that mark a literal. */
function preflights(template: Template): ReadonlyMap<string, readonly string[]> {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id: string): string => {
    const { ParentId, PathPart } = resources[id]?.['Properties'] ?? {};
    return `${ParentId?.Ref === undefined ? '' : pathOf(ParentId.Ref)}/${PathPart}`;
  };
  const methods = template.findResources('AWS::ApiGateway::Method', { Properties: { HttpMethod: 'OPTIONS' } });
  return new Map(
    Object.values(methods).map(({ Properties: { ResourceId, Integration } }) => [
      pathOf(ResourceId.Ref),
      inOrder(
        String(
          Integration.IntegrationResponses[0].ResponseParameters['method.response.header.Access-Control-Allow-Headers'],
        ).replaceAll("'", ''),
      ),
    ]),
  );
}

/** By the first word of its description, which is its route: what a function is told that pages may read. */
const exposures = (template: Template): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.values(template.findResources('AWS::Lambda::Function')).flatMap(({ Properties }) => {
      const [route] = String(Properties.Description).split(':');
      const exposed = Properties.Environment?.Variables?.PORTCULLIS_CORS_EXPOSED_HEADERS;
      return exposed === undefined ? [] : [[String(route), inOrder(String(exposed))]];
    }),
  );

describe('what the one origin may send and read', () => {
  const endpoints = rows.map(([each]) => each);
  const halves = [endpoints.slice(0, 10), endpoints.slice(10)].map((some) =>
    templateOf(api({ title: 'Small Shop', version: '1.0.0', endpoints: some, roles: { buyer: ['things:do'] } })),
  );
  const allowed = new Map(halves.flatMap((half) => [...preflights(half)]));
  const exposed = new Map(halves.flatMap((half) => [...exposures(half)]));
  for (const [{ route, path }, sent, read] of rows) {
    it(`at ${route}`, () => {
      assert.deepEqual(allowed.get(path), inOrder(sent));
      assert.deepEqual(exposed.get(route), inOrder(read));
    });
  }

  it('of the bank holds no header that no endpoint of the path has a use for', () => {
    const template = templateOf(bankApi);
    const orders = preflights(template).get('/payment-orders');
    assert.deepEqual(orders, ['content-digest', 'content-type', 'idempotency-key', 'signature', 'signature-input']);
    assert.deepEqual(preflights(template).get('/health'), []);
    assert.equal(exposures(template).size, bankApi.endpoints.length);
  });
});

describe("what it may read of the gateway's own refusals", () => {
  const exposedBy = (some: readonly ReturnType<typeof reads>[]) => {
    const roles = { buyer: ['things:do'] } as const;
    const template = templateOf(api({ title: 'Shop', version: '1.0.0', endpoints: some, roles }));
    return new Map(
      Object.values(template.findResources('AWS::ApiGateway::GatewayResponse')).map(({ Properties }) => [
        Properties.ResponseType,
        Properties.ResponseParameters['gatewayresponse.header.Access-Control-Expose-Headers'],
      ]),
    );
  };

  it('is how to authenticate, and what the next proof must hold where somebody takes proofs', () => {
    const withProofs = exposedBy([reads('bound', bearer({ scopes, boundTo: 'dpop' }))]);
    assert.equal(withProofs.get('ACCESS_DENIED'), "'dpop-nonce,www-authenticate'");
    assert.equal(withProofs.get('UNAUTHORIZED'), "'www-authenticate'");
    assert.equal(exposedBy([reads('api-key', apiKey({ scopes }))]).get('ACCESS_DENIED'), "'www-authenticate'");
  });

  it('is nothing where nothing is told', () => {
    const everyone = exposedBy([reads('public', publicAccess({ because }))]);
    assert.equal(everyone.get('ACCESS_DENIED'), undefined);
    assert.equal(everyone.get('THROTTLED'), undefined);
  });
});
