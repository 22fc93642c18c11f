import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { decodeJwt } from 'jose';
import { isJsonObject } from '../../../lib/local/json.ts';
import { goodPassword, openFixture, passwordSignIn, tokensOf } from '../../local/cognito/fixture.ts';
import { serveTable } from '../serve-table.ts';

const sessions = await serveTable('SESSION_TABLE', 'subject');
after(() => sessions.close());
const { handler } = await import('../../../lambdas/triggers/pre-token-generation/handler.ts');

const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:Trigger';

/** What the access tokens of users of a group carry, in a pool whose trigger is the bank's. */
const cases: readonly (readonly [group: string, scope: string | undefined])[] = [
  // An endpoint that takes a token or a key, with one and the same scope.
  ['partner', 'bank/rates.read'],
  ['guest', undefined],
];
for (const [group, scope] of cases) {
  test(`the access token of a ${group} carries ${scope ?? 'no scope'}`, async (context) => {
    const fixture = openFixture(context, {
      pool: { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: functionArn, LambdaVersion: 'V2_0' } } },
      async invokeFunction(_, event) {
        const response = JSON.parse(JSON.stringify(await handler(JSON.parse(JSON.stringify(event)))));
        assert.ok(isJsonObject(response));
        return response;
      },
    });
    fixture.declare('AWS::Cognito::UserPoolGroup', { UserPoolId: fixture.poolId, GroupName: group });
    const clientId = fixture.client();
    await fixture.user('ada', { totp: false });
    await fixture.call('AdminAddUserToGroup', { UserPoolId: fixture.poolId, Username: 'ada', GroupName: group });
    const { accessToken } = tokensOf(await passwordSignIn(fixture, clientId, { name: 'ada', password: goodPassword }));
    const granted = String(decodeJwt(accessToken)['scope'] ?? '').split(' ');
    assert.deepEqual(
      granted.filter((each) => each !== ''),
      scope === undefined ? [] : [scope],
    );
  });
}
