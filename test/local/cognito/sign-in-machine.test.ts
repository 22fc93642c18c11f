import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../../lib/local/json.ts';
import { allFlows, codeOf, type Fixture, goodPassword, openFixture, text } from './fixture.ts';

/** Ada has an app, Bob a verified number, Eve nothing yet, and Mallory does not exist. */
const people = ['ada', 'bob', 'eve', 'mallory'] as const;
type Name = (typeof people)[number];

const pool = {
  EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
  MfaConfiguration: 'ON',
  SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' },
  UsernameConfiguration: { CaseSensitive: false },
} as const satisfies JsonObject;

/** What was proven on the way to a session. */
interface Lineage {
  readonly name: Name;
  readonly session: string;
  readonly challenge: string;
  readonly password: boolean;
  /** A code of the app that is being set up in it. */
  readonly secondFactor: boolean;
  readonly secret: string | undefined;
}

interface World {
  readonly fixture: Fixture;
  readonly clientId: string;
  readonly adaCode: () => string;
  readonly sessions: Lineage[];
}

async function openWorld(context: TestContext): Promise<World> {
  const fixture = openFixture(context, { pool });
  const clientId = fixture.client({
    ...allFlows,
    ExplicitAuthFlows: [...allFlows.ExplicitAuthFlows, 'ALLOW_USER_AUTH'],
  });
  const ada = await fixture.user('ada');
  for (const name of ['bob', 'eve']) await fixture.user(name, { totp: false });
  await fixture.call('AdminUpdateUserAttributes', {
    ...{ UserPoolId: fixture.poolId, Username: 'bob' },
    UserAttributes: [
      { Name: 'phone_number', Value: '+491701234567' },
      { Name: 'phone_number_verified', Value: 'true' },
    ],
  });
  return { fixture, clientId, adaCode: ada.code, sessions: [] };
}

const challenges = [
  ...['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'MFA_SETUP', 'PASSWORD', 'SELECT_CHALLENGE', 'SELECT_MFA_TYPE'],
  ...['NEW_PASSWORD_REQUIRED', 'PASSWORD_VERIFIER', 'CUSTOM_CHALLENGE', 'EMAIL_OTP'],
] as const;

/** Which session an action is about: near the newest, or any; and as whom and what it is given out. */
const step = fc.record({
  act: fc.constantFrom('password', 'choice', 'srp', 'answer', 'answer', 'answer', 'associate', 'verify'),
  name: fc.constantFrom(...people),
  right: fc.boolean(),
  honest: fc.boolean(),
  place: fc.nat(3),
  challenge: fc.constantFrom(...challenges),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Whether the answer proves the second factor of the one whose session it is. */
const codeFor = ({ fixture, adaCode }: World, name: Name, right: boolean): string => {
  if (!right) return '000000';
  if (name === 'ada') return adaCode();
  return /\d{6}/.exec(fixture.sent.at(-1)?.text ?? '')?.[0] ?? '000000';
};

async function take(world: World, { act, name, right, honest, place, challenge }: Step): Promise<void> {
  const { fixture, clientId, sessions } = world;
  fixture.clock.now += 30_000;
  const password = right ? goodPassword : 'wrong';
  const from = sessions.at(-1 - place);
  const initiate = (AuthFlow: string, AuthParameters: JsonObject) =>
    fixture.call('InitiateAuth', { AuthFlow, ClientId: clientId, AuthParameters });
  const fresh = { name, password: false, secondFactor: false, secret: undefined };
  if (act === 'password') {
    const answer = await initiate('USER_PASSWORD_AUTH', { USERNAME: name, PASSWORD: password });
    return keep(world, { ...fresh, password: right }, answer, false);
  }
  if (act === 'choice') return keep(world, fresh, await initiate('USER_AUTH', { USERNAME: name }), false);
  if (act === 'srp') return keep(world, fresh, await initiate('USER_SRP_AUTH', { USERNAME: name, SRP_A: 'ab' }), false);
  if (from === undefined) return;
  if (act === 'associate') {
    const { SecretCode, Session } = await fixture.call('AssociateSoftwareToken', { Session: from.session });
    const lineage = { ...from, secret: String(SecretCode) };
    return keep(world, lineage, { ChallengeName: 'MFA_SETUP', Session }, false);
  }
  if (act === 'verify') {
    const UserCode = right && from.secret !== undefined ? codeOf(from.secret, fixture.clock.now) : '000000';
    const { Session } = await fixture.call('VerifySoftwareToken', { Session: from.session, UserCode });
    const lineage = { ...from, secondFactor: UserCode !== '000000' };
    return keep(world, lineage, { ChallengeName: 'MFA_SETUP', Session }, false);
  }
  const asked = honest ? from.challenge : challenge;
  const code = codeFor(world, from.name, right);
  const given: Readonly<Record<string, JsonObject>> = {
    SOFTWARE_TOKEN_MFA: { SOFTWARE_TOKEN_MFA_CODE: code },
    SMS_MFA: { SMS_MFA_CODE: code },
    EMAIL_OTP: { EMAIL_OTP_CODE: code },
    PASSWORD: { PASSWORD: password },
    SELECT_CHALLENGE: { ANSWER: 'PASSWORD', PASSWORD: password },
    SELECT_MFA_TYPE: { ANSWER: 'SMS_MFA' },
    NEW_PASSWORD_REQUIRED: { NEW_PASSWORD: goodPassword },
    CUSTOM_CHALLENGE: { ANSWER: code },
    PASSWORD_VERIFIER: {
      ...{ PASSWORD_CLAIM_SECRET_BLOCK: from.session, TIMESTAMP: 'Tue Sep 1 10:00:00 UTC 2026' },
      PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64'),
    },
  };
  const answer = await fixture.call('RespondToAuthChallenge', {
    ...{ ChallengeName: asked, ClientId: clientId, Session: from.session },
    ChallengeResponses: { USERNAME: honest ? from.name : name, ...given[asked] },
  });
  const provesPassword = right && (asked === 'PASSWORD' || asked === 'SELECT_CHALLENGE');
  const provesCode = right && (asked === 'SOFTWARE_TOKEN_MFA' || asked === 'SMS_MFA');
  keep(world, { ...from, password: from.password || provesPassword }, answer, provesCode);
}

/** The law: tokens only for a password and a second factor that were proven on the way to them. */
function keep(world: World, lineage: Omit<Lineage, 'session' | 'challenge'>, answer: JsonObject, code: boolean): void {
  if (answer['AuthenticationResult'] !== undefined) {
    assert.ok(lineage.password, `${lineage.name} got tokens without a password`);
    assert.ok(code || lineage.secondFactor, `${lineage.name} got tokens without a second factor`);
    assert.notEqual(lineage.name, 'mallory');
    return;
  }
  world.sessions.push({ ...lineage, session: text(answer, 'Session'), challenge: text(answer, 'ChallengeName') });
}

/** Whether a step was taken rather than refused by name; what breaks the law fails the test. */
async function isTaken(world: World, each: Step): Promise<boolean> {
  try {
    await take(world, each);
    return true;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    assert.equal((error as Error).name, 'AwsError', String(error));
    return false;
  }
}

test('no session of one challenge answers another, whatever was proven before it', async (context) => {
  const world = await openWorld(context);
  for (const name of people) {
    for (const act of ['choice', 'srp', 'password'] as const) {
      for (const challenge of challenges) {
        world.fixture.clock.now += 20 * 60_000;
        world.sessions.length = 0;
        const begun = { act, name, right: true, honest: true, place: 0, challenge };
        if (await isTaken(world, begun)) await isTaken(world, { ...begun, act: 'answer', honest: false });
      }
    }
  }
});

test('no order of steps, and no mixture of sessions, gives tokens without password and second factor', async (context) => {
  const world = await openWorld(context);
  let refused = 0;
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      // Lock-outs of the last run are over, sessions of it are not used up.
      world.fixture.clock.now += 20 * 60_000;
      world.sessions.length = 0;
      for (const each of steps) {
        if (await isTaken(world, each)) taken += 1;
        else refused += 1;
      }
    }),
    { numRuns: 40 },
  );
  assert.ok(taken > 50 && refused > 50, `${taken} steps were taken, ${refused} refused`);
});
