import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { begin } from '../sign-in/begin-choice.ts';
import { identify } from '../sign-in/identify.ts';
import { signInWithChoice } from '../sign-in/with-choice.ts';
import type { LoginStep } from '../store/login-transactions.ts';
import { discreet, secretHashOf } from './login-room.ts';
import type { Visit } from './visit.ts';

/**
 * Asks for a passkey of that name. Who has none is asked as nobody is. No credential is named to the browser, which shows
 * the passkeys that it has for this host: a list would tell a stranger who has how many (WebAuthn §14.6.3).
 *
 * @throws AwsError NotAuthorizedException while the name is locked out
 */
export async function askForPasskey(
  room: Room,
  { pool, client: asDeclared }: Visit,
  username: string,
): Promise<Extract<LoginStep, { readonly name: 'passkey' }>> {
  const client = discreet(asDeclared);
  const parameters = { USERNAME: username, PREFERRED_CHALLENGE: 'WEB_AUTHN', ...secretHashOf(room, client, username) };
  const offered = await signInWithChoice(room, { pool, client, parameters });
  // For everyone, so that it takes as long.
  const ofNobody = await askNobody(room, { pool, client, username });
  const { Session, ChallengeParameters } = offered['ChallengeName'] === 'WEB_AUTHN' ? offered : ofNobody;
  const { CREDENTIAL_REQUEST_OPTIONS, USERNAME } = ChallengeParameters as JsonObject;
  const options = { ...JSON.parse(String(CREDENTIAL_REQUEST_OPTIONS)), allowCredentials: [] };
  return {
    ...{ name: 'passkey', username, coreName: String(USERNAME), session: String(Session) },
    options: JSON.stringify(options),
  };
}

function askNobody(
  room: Room,
  { pool, client, username }: Pick<Visit, 'pool' | 'client'> & { readonly username: string },
): Promise<JsonObject> {
  const identity = { ...identify(room, pool, client, username), user: undefined };
  return begin(room, { pool, client, name: username, identity, deviceKey: undefined }, 'WEB_AUTHN', {});
}
