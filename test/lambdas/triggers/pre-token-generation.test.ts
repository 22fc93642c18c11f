import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { serveTable } from '../serve-table.ts';

const sessions = await serveTable('SESSION_TABLE', 'subject');
after(() => sessions.close());
const { handler } = await import('../../../lambdas/triggers/pre-token-generation/handler.ts');

const userAttributes = { sub: 'u-1' };
const triggerSource = 'TokenGeneration_Authentication';

const scopesOf = async (groups: readonly string[] | undefined) => {
  const groupConfiguration = groups === undefined ? {} : { groupsToOverride: groups };
  const { response } = await handler({
    version: '2',
    triggerSource,
    request: { userAttributes, groupConfiguration },
    response: {},
  });
  return response.claimsAndScopeOverrideDetails;
};
const adding = (...scopesToAdd: readonly string[]) => ({
  accessTokenGeneration: { scopesToAdd, scopesToSuppress: ['aws.cognito.signin.user.admin'] },
});

describe('the pre token generation trigger', () => {
  it('gives a customer the scopes of what customers may call', async () => {
    assert.deepEqual(
      await scopesOf(['customer']),
      adding(
        ...['bank/profile.read', 'bank/profile.write', 'bank/accounts.write', 'bank/accounts.read'],
        ...['bank/transfers.write', 'bank/transfers.read', 'bank/one-time-codes.write'],
        ...['bank/payees.write', 'bank/payees.read'],
      ),
    );
  });

  it('gives an operator no scope over accounts or transfers', async () => {
    assert.deepEqual(
      await scopesOf(['operator']),
      adding(
        ...['bank/profile.read', 'bank/profile.write', 'bank/customers.read', 'bank/api-keys.write'],
        ...['bank/api-keys.read', 'bank/credentials.write', 'bank/credentials.read'],
        ...['bank/users.write', 'bank/users.read'],
      ),
    );
  });

  it('takes from every token the right to change or delete its own user, which asks for nothing more than the token', async () => {
    for (const groups of [['customer'], ['operator'], []]) {
      const { accessTokenGeneration } = Object(await scopesOf(groups));
      assert.deepEqual(accessTokenGeneration.scopesToSuppress, ['aws.cognito.signin.user.admin']);
    }
  });

  it('gives the scope of an endpoint that takes a token or a key', async () => {
    assert.deepEqual(await scopesOf(['partner']), adding('bank/rates.read'));
  });

  it('gives nobody a scope for a group that is no role, or for none', async () => {
    for (const groups of [undefined, [], ['guest'], ['__proto__']]) {
      assert.deepEqual(await scopesOf(groups), adding());
    }
  });

  it('gives no tokens for a refresh of somebody who was not there within the idle limit', async () => {
    const refresh = (sub: string) => {
      const request = { userAttributes: { sub } };
      return handler({ version: '2', triggerSource: 'TokenGeneration_RefreshTokens', request, response: {} });
    };
    assert.ok(await refresh(userAttributes.sub), 'who has just signed in');
    await assert.rejects(refresh('u-2'), /sign in again/);
  });

  it('refuses events of version 1, whose answer could carry no scopes', async () => {
    await assert.rejects(handler({ version: '1', triggerSource, request: { userAttributes }, response: {} }), /V2_0/);
  });
});
