import { inRoom, type Layer } from '../mutation.ts';

const inCognito = inRoom('local/cognito');
const inConstructs = inRoom('constructs');

/** Passkeys on the login page: who is offered what, and what of an answer counts. */
export const loginPasskeys: Layer = {
  name: 'login page: passkeys',
  mutations: [
    inCognito(
      'a passkey of the login page is used on that page, and on no other of the host',
      'passkeys/client-data.ts',
      "  if (origin !== (expected.onlyOrigin ?? origin)) throw refusal('passkey-origin');\n",
      '',
      'login-passkey-attacks',
    ),
    inCognito(
      'a passkey is added in the visit that asked for it',
      'login/screens/add-passkey.ts',
      "  if (!isChallenge(signed, challenge)) throw invalidParameter('the credential was made for another visit');\n",
      '',
      'login-passkey-attacks',
    ),
    inCognito(
      'a passkey is added by the person for whom it was begun',
      'login/screens/add-passkey.ts',
      'user === undefined || user.sub !== step.sub',
      'user === undefined',
      'login-passkey-attacks',
    ),
    inCognito(
      'the page tells no stranger which passkeys there are',
      'login/ask-for-passkey.ts',
      '{ ...JSON.parse(String(CREDENTIAL_REQUEST_OPTIONS)), allowCredentials: [] }',
      'JSON.parse(String(CREDENTIAL_REQUEST_OPTIONS))',
      'login-passkeys',
    ),
    inCognito(
      'the page runs the script of one address only',
      'login/page/page.ts',
      '`script-src ${scriptFrom}${scriptPath}`',
      "`script-src 'self'`",
      'login-passkeys',
    ),
    inCognito(
      'the page runs the script that it knows',
      'login/page/page.ts',
      ' integrity="${scriptIntegrity}"',
      '',
      'login-passkeys',
    ),
    inCognito(
      'the classic page offers no passkeys',
      'login/offers-passkeys.ts',
      '!pool.managedLogin || ',
      '',
      'login-passkeys',
    ),
    inCognito(
      'a client without USER_AUTH offers no passkeys',
      'login/offers-passkeys.ts',
      "!authFlows.includes('ALLOW_USER_AUTH') || ",
      '',
      'login-passkeys',
    ),
    inCognito(
      'whoever signed in longer ago than max_age signs in again',
      'login/authorize.ts',
      'room.environment.now() - known.authenticatedAt <= maxAgeSeconds * 1_000 ? known : undefined',
      'known',
      'oauth-authorize',
    ),
    inConstructs(
      'a pool takes a passkey only of a user who was verified',
      'user-pool-passkeys.ts',
      'cognito.PasskeyUserVerification.REQUIRED',
      'cognito.PasskeyUserVerification.PREFERRED',
      'user-pool-passkeys',
    ),
    inConstructs(
      'only a client of the login page lets people choose how to sign in',
      'user-pool.ts',
      'loginPage !== undefined && this.#hasPasskeys',
      'this.#hasPasskeys',
      'user-pool-passkeys',
    ),
  ],
};
