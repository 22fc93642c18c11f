import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { bankApi } from '../../lambdas/api.ts';
import { authorizerOf, type Endpoint, rolesHolding, schemesOf, waysIn } from '../../lib/contract/index.ts';
import type { LambdaFunction } from '../../lib/handler/index.ts';
import { createKms } from '../../lib/local/kms/index.ts';
import { testEnvironment } from '../local/support/environment.ts';
import { serve } from '../local/support/serve.ts';
import { call, loadHandler } from './support.ts';

/** Roles of the table, and what a token or a key could say instead. */
const roles = [
  ...Object.keys(bankApi.roles),
  ...['', 'admin', 'root', 'Operator', 'operators', 'constructor', '__proto__', '*', 'public'],
];
const scopes = bankApi.endpoints
  .flatMap(({ access }) => schemesOf(access).flatMap((scheme) => scheme.scopes))
  .join(' ');
const guarded = bankApi.endpoints.filter(({ permission }) => permission !== undefined);

/** What the endpoint's authorizer says of a caller who lacks nothing but, perhaps, the role. */
function authorizerFor({ access }: Endpoint, role: string): Readonly<Record<string, unknown>> {
  const subject = '11111111-1111-4111-8111-111111111111';
  if (authorizerOf(access) === 'cognito') {
    return { claims: { sub: subject, token_use: 'access', scope: scopes, 'cognito:groups': role } };
  }
  const bearer = schemesOf(access).find((scheme) => scheme.kind === 'bearer');
  return {
    scheme: waysIn(access)[0]?.name,
    subject,
    client: 'org_acme',
    scopes,
    roles: role,
    acr: bearer?.assurance?.acrValues?.[0],
    authTime: String(Math.floor(Date.now() / 1_000)),
    boundTo: bearer?.boundTo === 'certificate' ? 'certificate' : 'dpop',
    fresh: 'true',
    issuedBy: 'users',
    pinned: 'true',
  };
}

/** Asks with a parameter that no contract has: whoever may call is told so, and nothing happens. */
async function answerTo(handler: LambdaFunction, endpoint: Endpoint, role: string) {
  const { status, body } = await call(handler, endpoint.route, {
    multiValueQueryStringParameters: { 'no-such-parameter': ['1'] },
    requestContext: { requestId: 'r', authorizer: authorizerFor(endpoint, role) },
  });
  return `${status} ${body.code}`;
}

/** Some answers are signed, refusals as well: a key for that, in memory. */
async function serveSigningKey() {
  const iam = { declareResourcePolicy: () => {}, removeResourcePolicy: () => {} };
  const kms = createKms({ environment: testEnvironment('unused'), iam, memory: true });
  const { arn } = kms.declareKey({
    ...{ id: '01234567-89ab-cdef-0123-456789abcdef', description: '', spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' },
    ...{ enabled: true, rotationPeriodDays: undefined, policy: undefined, tags: [] },
  });
  const server = await serve(kms.api);
  Object.assign(process.env, {
    RESPONSE_SIGNING_KEY: arn,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_KMS: server.endpoint,
  });
  return async () => {
    await server.close();
    kms.close();
  };
}

describe('each route, asked by each role', () => {
  const handlers = new Map<string, LambdaFunction>();
  let close: () => Promise<void>;

  after(() => close());
  before(async () => {
    close = await serveSigningKey();
    const root = join(import.meta.dirname, '..', '..', 'lambdas');
    for (const file of globSync('**/contract.ts', { cwd: root })) {
      const exports: Readonly<Record<string, Partial<Endpoint>>> = await import(join(root, file));
      const endpoint = Object.values(exports).find(({ route }) => guarded.some((each) => each.route === route));
      if (endpoint?.permission === undefined || endpoint.id === undefined) continue;
      // As lib/constructs/secure-rest-api.ts sets it.
      const holding = rolesHolding(bankApi.roles, endpoint.permission).join();
      handlers.set(endpoint.id, await loadHandler(relative(root, join(root, dirname(file))), holding));
    }
  });

  it('is every route but the public ones', () => {
    assert.deepEqual([...handlers.keys()].sort(), guarded.map(({ id }) => id).sort());
    assert(guarded.length > 30);
  });

  for (const endpoint of guarded) {
    const { permission = 'nothing:at-all', route } = endpoint;
    it(`${route} lets in who holds ${permission}, and nobody else`, async () => {
      const handler = handlers.get(endpoint.id);
      assert(handler !== undefined);
      for (const role of roles) {
        const holds = Object.entries(bankApi.roles).some(([name, held]) => name === role && held.includes(permission));
        const expected = holds ? '400 invalid-request' : '403 permission-denied';
        assert.equal(await answerTo(handler, endpoint, role), expected, `${role || 'no role'}`);
      }
    });
  }
});

describe('the table of roles', () => {
  it('grants nothing that no endpoint asks for', () => {
    const asked = new Set(guarded.map(({ permission }) => permission));
    const idle = Object.values(bankApi.roles).flatMap((held) => held.filter((permission) => !asked.has(permission)));
    assert.deepEqual(idle, []);
  });

  it('gives no role everything, and leaves no endpoint to everybody', () => {
    const all = Object.keys(bankApi.roles);
    for (const { permission, route } of guarded) {
      if (permission !== undefined)
        assert.notDeepEqual(rolesHolding(bankApi.roles, permission), [...all].sort(), route);
    }
    for (const [role, held] of Object.entries(bankApi.roles)) assert(held.length < guarded.length, role);
  });
});
