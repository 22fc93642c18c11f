import type { Json, JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { callOperation } from './call-operation.ts';
import { challengeForms } from './challenge-forms.ts';
import { provenBy } from './login-room.ts';
import { type Outcome, problem } from './screen.ts';

import type { Visit } from './visit.ts';

/** Where an answer of the core leads: to another question, or out of the page. */
export async function nextStep(room: Room, { client }: Visit, name: string, answer: JsonObject): Promise<Outcome> {
  const user = provenBy(room, client, answer);
  if (user !== undefined) return { kind: 'proven', user };
  const { ChallengeName: challenge, Session: session } = answer;
  if (typeof challenge !== 'string' || typeof session !== 'string') throw new Error('the core asked nothing');
  const parameters = stringsOf(answer['ChallengeParameters']);
  const username = parameters['USER_ID_FOR_SRP'] ?? parameters['USERNAME'] ?? name;
  if (challenge === 'MFA_SETUP') return setUpApp(room, session, username, parameters);
  if (!challengeForms.has(challenge)) return problem('This sign-in asks for something that is not supported here.');
  return { kind: 'next', step: { name: 'challenge', challenge, session, username, parameters } };
}

/** Hands out the secret at once, so that the page can be shown again without making another. */
async function setUpApp(
  room: Room,
  Session: string,
  username: string,
  { MFAS_CAN_SETUP = '' }: Readonly<Record<string, string>>,
): Promise<Outcome> {
  if (!MFAS_CAN_SETUP.includes('"SOFTWARE_TOKEN_MFA"')) {
    return problem('You need a second factor. Ask an administrator to set one up for you.');
  }
  const answer = await callOperation(room, 'associateSoftwareToken', { Session });
  const step = { session: String(answer['Session']), username, secret: String(answer['SecretCode']) };
  return { kind: 'next', step: { name: 'set-up-app', ...step } };
}

const stringsOf = (value: Json | undefined): Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, each]) => (typeof each === 'string' ? [[key, each]] : [])),
      )
    : {};
