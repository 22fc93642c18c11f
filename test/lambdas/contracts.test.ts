import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as z from 'zod';
import { bankApi } from '../../lambdas/api.ts';
import * as schemas from '../../lambdas/schemas.ts';
import { passwordPolicyText, rolesHolding, schemesOf } from '../../lib/contract/index.ts';

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

describe('the bank', () => {
  it('is public in four places only, each for a reason', () => {
    const open = bankApi.endpoints.filter(({ access }) => access.kind === 'public').map(({ route }) => route);
    assert.deepEqual(open, [
      ...['GET /health', 'GET /openapi.json', 'GET /.well-known/jwks.json'],
      'POST /secret-scanning/alerts',
    ]);
  });

  it('gives operators no way to the money of customers', () => {
    const own = ['profile:read', 'profile:sign-out', 'customers:read', 'customers:show', 'customers:change'];
    const keys = ['api-keys:issue', 'api-keys:read', 'api-keys:rotate', 'api-keys:revoke'];
    keys.push('credentials:issue', 'credentials:read', 'credentials:revoke');
    const users = ['create', 'read', 'disable', 'enable', 'sign-out', 'reset-password', 'set-roles'];
    assert.deepEqual(bankApi.roles['operator'], [...own, ...keys, ...users.map((what) => `users:${what}`)]);
  });

  it('lets nobody but operators near the API keys', () => {
    const { operator, ...others } = bankApi.roles;
    assert(operator?.some((permission) => permission.startsWith('api-keys:')));
    assert(!Object.values(others).some((held) => held.some((permission) => permission.startsWith('api-keys:'))));
    const doors = bankApi.endpoints.filter(({ path }) => path.startsWith('/api-keys'));
    assert.equal(doors.length, 4);
    for (const { permission } of doors) assert.match(permission ?? '', /^api-keys:/);
  });

  it('issues keys for what takes a key, and for nothing else', () => {
    const scopes = bankApi.endpoints.flatMap(({ access }) =>
      schemesOf(access).flatMap(({ kind, scopes: asked }) => (kind === 'apiKey' ? asked : [])),
    );
    assert.deepEqual(schemas.KeyScope.options, [...new Set(scopes)]);
    assert.deepEqual(schemas.KeyRole.options, ['partner']);
  });

  it('lets nobody but operators near the users, and gives people the roles of people', () => {
    const { operator, ...others } = bankApi.roles;
    assert(operator?.some((permission) => permission.startsWith('users:')));
    assert(!Object.values(others).some((held) => held.some((permission) => permission.startsWith('users:'))));
    const doors = bankApi.endpoints.filter(({ path }) => path.startsWith('/users'));
    assert.equal(doors.length, 8);
    for (const { permission } of doors) assert.match(permission ?? '', /^users:/);
    const ofPeople = bankApi.endpoints
      .filter(({ access }) => access.kind === 'bearer')
      .flatMap(({ permission }) => (permission === undefined ? [] : rolesHolding(bankApi.roles, permission)));
    assert.deepEqual(schemas.UserRole.options, [...new Set(ofPeople)].sort());
  });

  it('says what a password must be where a user is made and where one is reset', () => {
    for (const route of ['POST /users', 'POST /users/{userId}/reset-password']) {
      const description = bankApi.endpoints.find((each) => each.route === route)?.description;
      assert(description?.includes(passwordPolicyText), route);
    }
  });

  it('moves money only with an idempotency key', () => {
    const transfer = bankApi.endpoints.find(({ route }) => route === 'POST /transfers');
    assert.equal(transfer?.idempotency, 'required');
  });
});

describe('money', () => {
  it('is a positive integer of minor units', () => {
    for (const amount of [1, 1_000_000_000]) assert(accepts(schemas.Amount, amount));
    for (const amount of [0, -1, 0.5, 1_000_000_001, Number.NaN, Number.POSITIVE_INFINITY, '5', null]) {
      assert(!accepts(schemas.Amount, amount), String(amount));
    }
  });

  it('has a currency of the bank', () => {
    assert(accepts(schemas.Currency, 'EUR'));
    for (const currency of ['eur', 'XXX', '', 978]) assert(!accepts(schemas.Currency, currency));
  });
});

describe('an identifier', () => {
  it('of one kind is not taken for another', () => {
    const id = (prefix: string) => `${prefix}_${'0'.repeat(26)}`;
    assert(accepts(schemas.AccountId, id('acc')));
    for (const other of [id('trf'), `${id('acc')}0`, ` ${id('acc')}`, `${id('acc')}\n`, id('acc').toUpperCase()]) {
      assert(!accepts(schemas.AccountId, other), other);
    }
  });
});

describe('text that a person typed', () => {
  it('may hold letters of Europe, digits and the punctuation of a statement', () => {
    for (const text of ['Rent, November (flat 3)', 'Müller & Söhne', 'Ζωή', 'Счёт 7', "O'Neill"]) {
      assert(accepts(schemas.Reference, text), text);
    }
  });

  it('holds no markup, control characters, line breaks or spreadsheet formulas', () => {
    for (const text of ['<b>', 'a\nb', 'a\u0000', '=1+1', '+1', '-1', '@x', 'a\u202eb', '', ' a', 'a'.repeat(141)]) {
      assert(!accepts(schemas.Reference, text), JSON.stringify(text));
    }
  });
});
