import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { goodPassword } from './fixture.ts';
import { openLogin } from './login-fixture.ts';

const origin = 'https://localhost:8444';

async function signedUp(context: TestContext, { byLink, Username = 'ada' }: { byLink: boolean; Username?: string }) {
  const login = openLogin(context, {
    origin,
    pool: {
      AutoVerifiedAttributes: ['email'],
      VerificationMessageTemplate: {
        DefaultEmailOption: byLink ? 'CONFIRM_WITH_LINK' : 'CONFIRM_WITH_CODE',
        EmailMessage: 'Dear {username}, your code is {####}',
        EmailMessageByLink: 'Dear {username}, please {##confirm here##}',
      },
    },
  });
  await login.fixture.call('SignUp', {
    ...{ ClientId: login.clientId, Username, Password: goodPassword },
    UserAttributes: [{ Name: 'email', Value: 'ada@bank.example' }],
  });
  const mail = login.fixture.sent.at(-1);
  const link = /href="([^"]+)"/.exec(mail?.html ?? '')?.[1]?.replaceAll('&amp;', '&') ?? '';
  return { ...login, mail, link };
}

test('the link of a mail confirms the sign-up, once', async (context) => {
  const { fixture, visitor, link } = await signedUp(context, { byLink: true });
  assert.ok(link.startsWith(`${origin}/confirmUser?`));
  const path = link.slice(origin.length);
  const guessed = path.replace(/confirmation_code=\d+/, 'confirmation_code=x');
  assert.equal((await visitor.open(guessed)).status, 400);
  assert.match((await visitor.open(path)).title, /^Your account is confirmed/);
  const who = { UserPoolId: fixture.poolId, Username: 'ada' };
  assert.equal((await fixture.call('AdminGetUser', who))['UserStatus'], 'CONFIRMED');
  assert.equal((await visitor.open(path)).status, 400);
});

test('a link for nobody is answered as one that is too old', async (context) => {
  const { visitor, link } = await signedUp(context, { byLink: true });
  const path = link.slice(origin.length);
  const wrong = await visitor.open(path.replace(/confirmation_code=\d+/, 'confirmation_code=x'));
  const nobody = await visitor.open(path.replace('user_name=ada', 'user_name=nobody'));
  assert.deepEqual([nobody.status, nobody.body], [wrong.status, wrong.body]);
});

test('a user name is no part of the template', async (context) => {
  const Username = '{##<b>{####}##}';
  const { mail } = await signedUp(context, { byLink: false, Username });
  assert.match(mail?.text ?? '', /^Dear \{##<b>\{####\}##\}, your code is \d{6}$/);
  assert.match(mail?.html ?? '', /^Dear \{##&lt;b&gt;\{####\}##\}, your code is \d{6}$/);
});
