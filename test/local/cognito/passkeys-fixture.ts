import type { TestContext } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import type { Authenticator, Twist } from './authenticator.ts';
import { allFlows, type Fixture, openFixture, type Person, signIn, text } from './fixture.ts';

/** A pool in which a passkey of bank.example is a way in. */
export const passkeyPool = (changes: JsonObject = {}): JsonObject => ({
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
  UsernameConfiguration: { CaseSensitive: false },
  WebAuthnRelyingPartyID: 'bank.example',
  ...changes,
});

/** One that requires two factors, and takes a passkey for both. */
export const bothFactorsPool = passkeyPool({
  ...{ EnabledMfas: ['SOFTWARE_TOKEN_MFA'], MfaConfiguration: 'ON' },
  WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
});

export const choiceClient = {
  ...allFlows,
  ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
} as const satisfies JsonObject;

/** An application for one person. */
export class PasskeyClient {
  readonly fixture: Fixture;
  readonly clientId: string;
  readonly person: Person;
  accessToken = '';

  constructor(fixture: Fixture, person: Person, clientId = fixture.client(choiceClient)) {
    this.fixture = fixture;
    this.person = person;
    this.clientId = clientId;
  }

  /** With the password, as who registers a passkey does. */
  async signIn(): Promise<void> {
    ({ accessToken: this.accessToken } = await signIn(this.fixture, this.clientId, this.person));
  }

  async start(): Promise<JsonObject> {
    const started = await this.fixture.call('StartWebAuthnRegistration', { AccessToken: this.accessToken });
    return started['CredentialCreationOptions'] as JsonObject;
  }

  complete(Credential: JsonObject, AccessToken = this.accessToken): Promise<JsonObject> {
    return this.fixture.call('CompleteWebAuthnRegistration', { AccessToken, Credential });
  }

  async register(authenticator: Authenticator, twist: Twist = {}): Promise<JsonObject> {
    return this.complete(authenticator.create(await this.start(), twist));
  }

  begin(PREFERRED_CHALLENGE = 'WEB_AUTHN', USERNAME = this.person.name): Promise<JsonObject> {
    const AuthParameters = { USERNAME, PREFERRED_CHALLENGE };
    return this.fixture.call('InitiateAuth', { ClientId: this.clientId, AuthFlow: 'USER_AUTH', AuthParameters });
  }

  answer(challenge: JsonObject, credential: JsonObject, USERNAME = this.person.name): Promise<JsonObject> {
    return this.fixture.call('RespondToAuthChallenge', {
      ...{ ChallengeName: 'WEB_AUTHN', ClientId: this.clientId, Session: text(challenge, 'Session') },
      ChallengeResponses: { USERNAME, CREDENTIAL: JSON.stringify(credential) },
    });
  }

  /** Asks, signs, answers. */
  async enter(authenticator: Authenticator, twist: Twist = {}): Promise<JsonObject> {
    const challenge = await this.begin();
    return this.answer(challenge, authenticator.get(optionsOf(challenge), twist));
  }
}

/** `CREDENTIAL_REQUEST_OPTIONS` */
export const optionsOf = ({ ChallengeParameters }: JsonObject): JsonObject =>
  JSON.parse(text(ChallengeParameters as JsonObject, 'CREDENTIAL_REQUEST_OPTIONS'));

export async function withAda(context: TestContext, pool: JsonObject = passkeyPool()): Promise<PasskeyClient> {
  const fixture = openFixture(context, { pool });
  const client = new PasskeyClient(fixture, await fixture.user('ada', { totp: pool['MfaConfiguration'] === 'ON' }));
  await client.signIn();
  return client;
}
