import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { HttpRequest } from '../../../lib/local/aws-service.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import { openFixture } from './fixture.ts';

const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:Trigger';

/** A pool whose trigger changes the tokens of programs too, as version 3 of its event allows. */
function programs(context: TestContext, LambdaVersion: string, answer: (event: JsonObject) => Json) {
  const events: JsonObject[] = [];
  const fixture = openFixture(context, {
    pool: { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: functionArn, LambdaVersion } } },
    async invokeFunction(_arn, event) {
      events.push(event);
      return answer(event);
    },
  });
  const UserPoolId = fixture.poolId;
  fixture.declare('AWS::Cognito::UserPoolDomain', { UserPoolId, Domain: 'bank' });
  fixture.declare('AWS::Cognito::UserPoolResourceServer', {
    ...{ UserPoolId, Identifier: 'bank', Name: 'Bank' },
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'Reads' }],
  });
  const { ref, attributes } = fixture.declare('AWS::Cognito::UserPoolClient', {
    ...{ UserPoolId, GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true },
    ...{ AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['bank/read'] },
  });
  const form = new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: ref, client_secret: String(attributes['ClientSecret']) },
  });
  const request: HttpRequest = {
    ...{ method: 'POST', path: '/oauth2/token', query: '', body: Buffer.from(String(form)) },
    headers: new Map([['content-type', ['application/x-www-form-urlencoded']]]),
  };
  const claims = async () => {
    const response = await fixture.cognito.routes(request);
    return decodeJwt(JSON.parse(response?.body ?? '{}').access_token);
  };
  return { events, claims, clientId: ref, ask: () => fixture.cognito.routes(request) };
}

const change = (event: JsonObject): Json => ({
  ...event,
  response: {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        claimsToAddOrOverride: { tenant: 'north', sub: 'mallory', client_id: 'mallory' },
        ...{ scopesToAdd: ['bank/write', 'aws.cognito.signin.user.admin'], scopesToSuppress: [] },
      },
    },
  },
});

test('version 3 of the trigger changes a program’s token, and never who it is for', async (context) => {
  const { claims, events, clientId } = programs(context, 'V3_0', change);
  const token = await claims();
  assert.equal(token['scope'], 'bank/read bank/write');
  assert.equal(token['tenant'], 'north');
  assert.deepEqual([token.sub, token['client_id']], [clientId, clientId]);
  assert.equal(events[0]?.['version'], '3');
  assert.equal(events[0]?.['triggerSource'], 'TokenGeneration_ClientCredentials');
});

test('version 2 of the trigger is not told of programs', async (context) => {
  const { claims, events } = programs(context, 'V2_0', change);
  assert.equal((await claims())['scope'], 'bank/read');
  assert.deepEqual(events, []);
});

test('a trigger that fails gives a program no token', async (context) => {
  const { ask } = programs(context, 'V3_0', () => {
    throw new Error('closed');
  });
  const response = await ask();
  assert.equal(response?.status, 400);
  assert.deepEqual(JSON.parse(response?.body ?? ''), {
    error: 'invalid_request',
    error_description: 'PreTokenGeneration failed with error closed.',
  });
});
