import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { call, loadHandler, signedIn } from './support.ts';

const sub = '11111111-1111-4111-8111-111111111111';
const partner = (scopes: string) => ({
  requestContext: { requestId: 'r', authorizer: { scheme: 'apiKey', subject: 'keyid', scopes, roles: 'partner' } },
});

describe('GET /health', () => {
  it('answers everyone', async () => {
    const { status, body } = await call(await loadHandler('health/read'), 'GET /health');
    assert.deepEqual([status, body], [200, { status: 'ok' }]);
  });
});

describe('GET /me', () => {
  it('shows the caller subject, roles and scopes', async () => {
    const handler = await loadHandler('me/read', 'customer,operator');
    const { body } = await call(handler, 'GET /me', signedIn(sub, 'customer', 'bank/profile.read bank/accounts.read'));
    assert.deepEqual(body, { subject: sub, roles: ['customer'], scopes: ['bank/profile.read', 'bank/accounts.read'] });
  });
});

describe('GET /openapi.json', () => {
  it('is the bank as an OpenAPI 3.1 document, with every route', async () => {
    const { status, body } = await call(await loadHandler('openapi/read'), 'GET /openapi.json');
    assert.equal(status, 200);
    assert.match(body.openapi, /^3\.1\./);
    assert(Object.keys(body.paths).includes('/accounts/{accountId}/transactions'));
  });
});

describe('GET /rates', () => {
  it('shows a partner the price of one unit in every other currency', async () => {
    const handler = await loadHandler('rates/list', 'partner');
    const { body } = await call(handler, 'GET /rates', {
      ...partner('bank/rates.read'),
      multiValueQueryStringParameters: { base: ['USD'] },
    });
    assert.equal(body.base, 'USD');
    assert.deepEqual(
      body.rates.map(({ currency }: { currency: string }) => currency),
      ['CHF', 'EUR', 'GBP'],
    );
    for (const { rate } of body.rates) assert.match(rate, /^\d+\.\d{4}$/);
  });

  it('refuses a currency the bank does not know, and a key without the scope', async () => {
    const handler = await loadHandler('rates/list', 'partner');
    const unknown = { ...partner('bank/rates.read'), multiValueQueryStringParameters: { base: ['XXX'] } };
    assert.deepEqual((await call(handler, 'GET /rates', unknown)).body.errors[0].pointer, '/query/base');
    assert.equal((await call(handler, 'GET /rates', partner('bank/other'))).status, 403);
  });
});
