import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { type CognitoOptions, type CognitoService, createCognito } from '../../../lib/local/cognito/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import type { OutgoingMessage } from '../../../lib/local/outbox/outbox-service.ts';
import type { Identity, ResourceType } from '../../../lib/local/resource-type.ts';
import { cognitoResourceTypes } from '../../../lib/local/resources/cognito/index.ts';
import type { LocalServices } from '../../../lib/local/services.ts';
import { testEnvironment } from '../support/environment.ts';

export interface Fixture {
  readonly cognito: CognitoService;
  readonly poolId: string;
  readonly poolArn: string;
  readonly stateFolder: string;
  readonly clock: { now: number };
  /** What would have been sent, oldest first. */
  readonly sent: OutgoingMessage[];
  /** Ends the service before the test does, for a second start. */
  close(): void;
  /** Calls an operation as the AWS endpoint would once it has checked the signature. */
  call(operation: string, input: JsonObject): Promise<JsonObject>;
  /** Declares a resource of the pool from CloudFormation properties. */
  declare(type: string, properties: JsonObject, uniqueSuffix?: string): Identity;
  client(properties?: JsonObject, uniqueSuffix?: string): string;
  /** Makes a user who has chosen a password; with an authenticator app unless told otherwise. */
  user(name: string, options?: { readonly totp?: boolean }): Promise<Person>;
}

export interface Person {
  readonly name: string;
  readonly password: string;
  /** The code that the authenticator app shows at the time of the clock. */
  code(): string;
  setSecret(base32: string): void;
}

export const goodPassword = 'correct Horse 7 battery';
export const otherPassword = 'another Horse 8 battery';

/** The pool of the bank without its trigger. */
export const bankPool = {
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  DeletionProtection: 'ACTIVE',
  EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
  MfaConfiguration: 'ON',
  Policies: {
    PasswordPolicy: {
      MinimumLength: 14,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercase: true,
      TemporaryPasswordValidityDays: 1,
    },
  },
  UserPoolTier: 'PLUS',
  UsernameConfiguration: { CaseSensitive: false },
} as const satisfies JsonObject;

export const allFlows = {
  ExplicitAuthFlows: [
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ],
  PreventUserExistenceErrors: 'ENABLED',
} as const satisfies JsonObject;

export interface FixtureOptions extends Pick<CognitoOptions, 'invokeFunction' | 'origin' | 'storage'> {
  readonly pool?: JsonObject;
  /** A state folder that was used before, with its master key. */
  readonly state?: { readonly folder: string; readonly masterKey: Buffer };
  /** Milliseconds since the epoch, at the start. @default the system's clock */
  readonly now?: number;
}

export function openFixture(context: TestContext, options: FixtureOptions = {}): Fixture {
  const { pool = bankPool, storage = 'memory', state, now = Date.now(), invokeFunction, origin } = options;
  const stateFolder = state?.folder ?? mkdtempSync(join(tmpdir(), 'portcullis-cognito-'));
  const clock = { now };
  const sent: OutgoingMessage[] = [];
  const cognito = createCognito({
    environment: {
      ...testEnvironment(stateFolder, () => clock.now),
      masterKey: state?.masterKey ?? randomBytes(32),
    },
    storage,
    outbox: {
      post(message) {
        sent.push(message);
        return { ...message, messageId: String(sent.length), sentAtMillis: clock.now };
      },
    },
    ...(invokeFunction && { invokeFunction }),
    ...(origin && { origin }),
  });
  let open = true;
  const close = () => {
    if (open) cognito.close();
    open = false;
  };
  context.after(() => {
    close();
    if (state === undefined) rmSync(stateFolder, { recursive: true });
  });

  const declare: Fixture['declare'] = (type, properties, uniqueSuffix = '00000000c11e') =>
    declareResource(cognito, type, properties, uniqueSuffix);
  const identity = declare('AWS::Cognito::UserPool', pool, '0000000000aa');
  const poolId = identity.ref;

  const call: Fixture['call'] = async (name, input) => {
    const operation = cognito.api.operations.get(name);
    if (operation === undefined) throw new Error(`no operation ${name}`);
    return operation.run(input, { caller: { kind: 'anonymous' }, requestId: 'test', nowMillis: clock.now });
  };

  const fixture: Fixture = {
    cognito,
    poolId,
    poolArn: String(identity.attributes['Arn']),
    stateFolder,
    clock,
    sent,
    close,
    call,
    declare,
    client: (properties = allFlows, uniqueSuffix) =>
      declare('AWS::Cognito::UserPoolClient', { UserPoolId: poolId, ...properties }, uniqueSuffix).ref,
    async user(name, { totp = true } = {}) {
      await call('AdminCreateUser', {
        UserPoolId: poolId,
        Username: name,
        TemporaryPassword: goodPassword,
        MessageAction: 'SUPPRESS',
      });
      await call('AdminSetUserPassword', {
        UserPoolId: poolId,
        Username: name,
        Password: goodPassword,
        Permanent: true,
      });
      const someone = person(name, clock);
      if (totp) await setUpTotp(fixture, fixture.client(allFlows, '00000000feed'), someone);
      return someone;
    },
  };
  return fixture;
}

export function declareResource(
  cognito: CognitoService,
  type: string,
  properties: Json,
  uniqueSuffix: string,
): Identity {
  const resource: ResourceType | undefined = cognitoResourceTypes.find((each) => each.type === type);
  if (resource === undefined) throw new Error(`no resource type ${type}`);
  return resource.declare(
    {
      ...{ path: 'Test/Resource', stackName: 'Test', logicalId: 'Resource', uniqueSuffix },
      properties: resource.properties.parse(properties),
    },
    // These resource types touch no other service.
    { cognito } as LocalServices,
  );
}

function person(name: string, clock: { readonly now: number }): Person {
  let secret = '';
  return {
    name,
    password: goodPassword,
    code: () => codeOf(secret, clock.now),
    setSecret(base32) {
      secret = base32;
    },
  };
}

export const codeOf = (base32: string, timestamp: number): string =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp });

/** From the first factor to tokens, setting up the authenticator app on the way. The clock moves on half a minute. */
async function setUpTotp(fixture: Fixture, clientId: string, someone: Person): Promise<void> {
  const setup = await passwordSignIn(fixture, clientId, someone);
  const associated = await fixture.call('AssociateSoftwareToken', { Session: text(setup, 'Session') });
  someone.setSecret(text(associated, 'SecretCode'));
  await fixture.call('VerifySoftwareToken', { Session: text(associated, 'Session'), UserCode: someone.code() });
  fixture.clock.now += 30_000;
}

/** InitiateAuth with USER_PASSWORD_AUTH. */
export const passwordSignIn = (
  fixture: Fixture,
  clientId: string,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<JsonObject> =>
  fixture.call('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: clientId,
    AuthParameters: { USERNAME: name, PASSWORD: password },
  });

/** Password and code; the clock moves on half a minute, so that it can be done again. */
export async function signIn(fixture: Fixture, clientId: string, someone: Person): Promise<Tokens> {
  const challenge = await passwordSignIn(fixture, clientId, someone);
  const result = challenge['AuthenticationResult']
    ? challenge
    : await answerTotp(fixture, clientId, someone, challenge);
  fixture.clock.now += 30_000;
  return tokensOf(result);
}

export const answerTotp = (
  fixture: Fixture,
  clientId: string,
  someone: Person,
  challenge: JsonObject,
  code = someone.code(),
): Promise<JsonObject> =>
  fixture.call('RespondToAuthChallenge', {
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
    ClientId: clientId,
    Session: text(challenge, 'Session'),
    ChallengeResponses: { USERNAME: someone.name, SOFTWARE_TOKEN_MFA_CODE: code },
  });

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

export function tokensOf(answer: JsonObject): Tokens {
  const result = answer['AuthenticationResult'];
  if (typeof result !== 'object' || result === null || Array.isArray(result)) throw new Error('no tokens');
  const tokens = result as JsonObject;
  return {
    accessToken: text(tokens, 'AccessToken'),
    idToken: text(tokens, 'IdToken'),
    refreshToken: String(tokens['RefreshToken'] ?? ''),
  };
}

export function text(answer: JsonObject, member: string): string {
  const value = answer[member];
  if (typeof value !== 'string') throw new Error(`no ${member}`);
  return value;
}

/** Matcher for `assert.rejects`: the code and message of an AWS error. */
export const awsError = (code: string, message?: RegExp | string) => (error: unknown) => {
  const { code: actual, message: said } = error as { code?: string; message: string };
  if (actual !== code) throw error;
  if (message !== undefined && !(typeof message === 'string' ? said === message : message.test(said))) throw error;
  return true;
};
