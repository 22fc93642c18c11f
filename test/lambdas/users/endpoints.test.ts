import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { AdminListGroupsForUserCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { serveApprovals } from '../otp/serve-approvals.ts';
import { call, loadHandler, signedIn } from '../support.ts';

const bank = await serveApprovals();
after(() => bank.close());

const olivia = '33333333-3333-4333-8333-333333333333';
const operator = signedIn(olivia, 'operator', 'bank/users.read bank/users.write');
type Who = ReturnType<typeof signedIn>;
const load = (name: string) => loadHandler(`users/${name}`, 'operator');
const handlers = {
  create: await load('create'),
  list: await load('list'),
  read: await load('read'),
  disable: await load('disable'),
  enable: await load('enable'),
  'sign-out': await load('sign-out'),
  'reset-password': await load('reset-password'),
  roles: await load('set-roles'),
};

const post = (body: object, who: Who = operator) =>
  call(handlers.create, 'POST /users', { ...who, body: JSON.stringify(body) });
const list = (query: Readonly<Record<string, string>> = {}, who: Who = operator) =>
  call(handlers.list, 'GET /users', {
    ...who,
    multiValueQueryStringParameters: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])),
  });
const read = (userId: string, who: Who = operator) =>
  call(handlers.read, 'GET /users/{userId}', { ...who, pathParameters: { userId } });
const act = (action: 'disable' | 'enable' | 'sign-out' | 'reset-password', userId: string, who: Who = operator) =>
  call(handlers[action], `POST /users/{userId}/${action}`, {
    ...who,
    multiValueHeaders: {},
    pathParameters: { userId },
  });
const setRoles = (userId: string, roles: unknown, who: Who = operator) =>
  call(handlers.roles, 'PUT /users/{userId}/roles', {
    ...who,
    pathParameters: { userId },
    body: JSON.stringify({ roles }),
  });

let people = 0;
const wanted = () => {
  people += 1;
  return { username: `user${people}`, email: `user${people}@example.com`, roles: ['customer'] };
};
async function invited(changes: object = {}) {
  const user = { ...wanted(), ...changes };
  const { status, body } = await post(user);
  assert.equal(status, 201, JSON.stringify(body));
  return { ...user, userId: String(body.userId) };
}
const inPool = (Username: string) => ({ UserPoolId: bank.userPoolId, Username });
const groupsOf = async (username: string) =>
  (await bank.users.send(new AdminListGroupsForUserCommand(inPool(username)))).Groups?.map(
    ({ GroupName }) => GroupName,
  );
const nobody = '99999999-9999-4999-8999-999999999999';

describe('POST /users', () => {
  it('makes a user with roles, and mails a temporary password that no operator sees', async () => {
    const user = { ...wanted(), phone: '+41790001122', roles: ['customer', 'operator', 'customer'] };
    const { status, headers, body } = await post(user);
    assert.equal(status, 201, JSON.stringify(body));
    assert.equal(headers['Location'], `/users/${body.userId}`);
    assert.partialDeepStrictEqual(body, {
      ...{ username: user.username, email: user.email, phone: user.phone },
      ...{ enabled: true, status: 'invited', roles: ['customer', 'operator'] },
    });
    assert.deepEqual((await read(body.userId)).body, { ...(await read(body.userId)).body, ...body });
    const { text = '' } = bank.lastMessageTo(user.email) ?? {};
    const password = /password is (\S+?)\.?$/.exec(text.trim())?.[1] ?? '';
    assert.ok(password.length >= 14, text);
    assert.ok(!JSON.stringify(body).includes(password));
  });

  it('makes no second user of one name', async () => {
    const user = await invited();
    const { status, body } = await post({ ...wanted(), username: user.username });
    assert.deepEqual([status, body.code], [409, 'user-exists']);
  });

  it('gives no role but those of people in the table of the API', async () => {
    for (const roles of [['partner'], ['admin'], ['customer', 'root'], 'operator', undefined]) {
      assert.equal((await post({ ...wanted(), roles })).body.code, 'invalid-request', String(roles));
    }
  });

  it('takes no name, address or number that is none, and no attribute of its own', async () => {
    for (const changes of [
      { username: nobody },
      { username: 'A' },
      { email: 'a@b' },
      { email: 'a"@example.com' },
      { phone: '0791234567' },
      { email_verified: true },
      { password: 'hunter2' },
    ]) {
      assert.equal((await post({ ...wanted(), ...changes })).body.code, 'invalid-request', JSON.stringify(changes));
    }
  });
});

describe('GET /users', () => {
  it('finds users by the beginning of their address, page by page', async () => {
    const mails = ['zoe.a', 'zoe.b', 'zoe.c', 'zorro'].map((name) => `${name}@example.com`);
    for (const email of mails) await invited({ email });
    const seen: string[] = [];
    let query: Record<string, string> = { email: 'zoe.', limit: '2' };
    for (let pages = 0; pages < 4; pages += 1) {
      const { status, body } = await list(query);
      assert.equal(status, 200, JSON.stringify(body));
      seen.push(...body.items.map(({ email }: { readonly email: string }) => email));
      if (body.next === undefined) break;
      query = { ...query, cursor: body.next };
    }
    assert.deepEqual(seen.sort(), mails.slice(0, 3));
    assert.equal((await list({ ...query, email: 'zo' })).body.code, 'invalid-cursor');
  });

  it('finds users by status', async () => {
    const user = await invited();
    const idsOf = async (status: string) =>
      (await list({ status, limit: '60' })).body.items.map(({ userId }: { readonly userId: string }) => userId);
    assert.ok((await idsOf('invited')).includes(user.userId));
    assert.ok((await idsOf('enabled')).includes(user.userId));
    assert.ok(!(await idsOf('active')).includes(user.userId));
    await act('disable', user.userId);
    assert.ok((await idsOf('disabled')).includes(user.userId));
    assert.ok(!(await idsOf('enabled')).includes(user.userId));
  });

  it('takes no condition beside its own', async () => {
    for (const query of [
      { email: 'a" or "1' },
      { email: '\\' },
      { email: 'A' },
      { status: 'CONFIRMED' },
      { email: 'a', status: 'enabled' },
      { limit: '61' },
      { limit: '0' },
      { filter: 'x' },
    ]) {
      assert.equal((await list(query as Record<string, string>)).body.code, 'invalid-request', JSON.stringify(query));
    }
    for (const cursor of ['x', 'eA.AAAAAAAAAAAA']) assert.equal((await list({ cursor })).body.code, 'invalid-cursor');
  });
});

describe('a user', () => {
  it('is shut out, and let in again', async () => {
    const { userId } = await invited();
    for (const [action, enabled] of [
      ['disable', false],
      ['disable', false],
      ['enable', true],
    ] as const) {
      assert.equal((await act(action, userId)).status, 204);
      assert.equal((await read(userId)).body.enabled, enabled);
    }
  });

  it('gets exactly the roles that are said, and no group of the pool beside them is touched', async () => {
    const { userId, username } = await invited({ roles: [] });
    for (const roles of [['customer'], ['operator'], ['customer', 'operator'], []]) {
      assert.equal((await setRoles(userId, roles)).status, 204);
      assert.deepEqual((await read(userId)).body.roles, roles);
      assert.deepEqual((await groupsOf(username))?.sort(), roles);
    }
    assert.equal((await setRoles(userId, ['partner'])).body.code, 'invalid-request');
  });

  it('whose password is reset is invited anew, whether he had come or not', async () => {
    const { userId, username, email } = await invited();
    const Password = 'correct Horse 7 battery';
    await bank.users.send(new AdminSetUserPasswordCommand({ ...inPool(username), Password, Permanent: true }));
    assert.equal((await read(userId)).body.status, 'active');
    const before = bank.outbox.list({ to: email }).length;
    assert.equal((await act('reset-password', userId)).status, 204);
    assert.equal((await read(userId)).body.status, 'invited');
    assert.equal(bank.outbox.list({ to: email }).length, before + 1);
    assert.equal((await act('reset-password', userId)).status, 204);
    assert.equal(bank.outbox.list({ to: email }).length, before + 2);
  });

  it('without a verified address is not reset: the invitation would reach nobody, or a stranger', async () => {
    const [alone, unverified] = [await bank.user('loner', {}), await bank.user('lurker', { email: 'a@example.com' })];
    for (const userId of [alone, unverified]) {
      const { status, body } = await act('reset-password', userId);
      assert.deepEqual([status, body.code], [409, 'no-verified-destination']);
    }
    assert.equal(bank.lastMessageTo('a@example.com'), undefined);
  });

  it('that nobody knows is not found, whatever is asked', async () => {
    const answers = [
      await read(nobody),
      await act('disable', nobody),
      await act('enable', nobody),
      await act('sign-out', nobody),
      await act('reset-password', nobody),
      await setRoles(nobody, ['customer']),
    ];
    for (const { status, body } of answers) assert.deepEqual([status, body.code], [404, 'not-found']);
  });
});

describe('an operator', () => {
  it('neither disables himself nor changes his own roles', async () => {
    const { userId, username } = await invited({ roles: ['operator'] });
    const himself = signedIn(userId, 'operator', 'bank/users.write');
    for (const { status, body } of [
      await act('disable', userId, himself),
      await setRoles(userId, ['operator', 'customer'], himself),
      await setRoles(userId, [], himself),
    ]) {
      assert.deepEqual([status, body.code], [409, 'own-user']);
    }
    assert.deepEqual(await groupsOf(username), ['operator']);
    assert.equal((await read(userId)).body.enabled, true);
    // A user name is no way around it.
    assert.equal((await act('disable', username, himself)).body.code, 'invalid-request');
  });
});

describe('the doors to the users', () => {
  for (const [who, request, code] of [
    ['a customer', signedIn(olivia, 'customer', 'bank/users.read bank/users.write'), 'permission-denied'],
    ['an operator without the scope', signedIn(olivia, 'operator', 'bank/customers.read'), 'access-denied'],
  ] as const) {
    it(`stay shut for ${who}`, async () => {
      const answers = [
        await post(wanted(), request),
        await list({}, request),
        await read(nobody, request),
        await act('disable', nobody, request),
        await act('enable', nobody, request),
        await act('sign-out', nobody, request),
        await act('reset-password', nobody, request),
        await setRoles(nobody, [], request),
      ];
      for (const { status, body } of answers) assert.deepEqual([status, body.code], [403, code]);
    });
  }
});
