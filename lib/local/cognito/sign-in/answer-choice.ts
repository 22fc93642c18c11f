import type { JsonObject } from '../../json.ts';
import { invalidParameter, refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { ChoiceName } from '../store/challenge-sessions.ts';
import type { Answer } from './answer.ts';
import { begin } from './begin-choice.ts';
import { takeParameters } from './parameters.ts';
import { assertOffered } from './with-choice.ts';

/** SELECT_CHALLENGE: which first factor it shall be, with its proof where the client has one. */
export function answerChoice(room: Room, answer: Answer): Promise<JsonObject> {
  const { challenge } = answer.session;
  if (challenge.name !== 'SELECT_CHALLENGE') throw refusal('session-unknown');
  const { ANSWER, PASSWORD, SRP_A } = takeParameters(answer.responses, {
    required: ['USERNAME', 'ANSWER'],
    optional: ['PASSWORD', 'SRP_A', 'SECRET_HASH'],
  });
  const chosen = assertOffered(challenge.choices, ANSWER);
  return go(room, answer, chosen, { ...(PASSWORD && { PASSWORD }), ...(SRP_A && { SRP_A }) });
}

/** PASSWORD: the password that was asked for. */
export function answerPassword(room: Room, answer: Answer): Promise<JsonObject> {
  const names = { required: ['USERNAME', 'PASSWORD'], optional: ['SECRET_HASH'] } as const;
  const { PASSWORD } = takeParameters(answer.responses, names);
  return go(room, answer, 'PASSWORD', { PASSWORD });
}

/** PASSWORD_SRP: the client's public value that was asked for. */
export function answerPasswordSrp(room: Room, answer: Answer): Promise<JsonObject> {
  const names = { required: ['USERNAME', 'SRP_A'], optional: ['SECRET_HASH'] } as const;
  const { SRP_A } = takeParameters(answer.responses, names);
  return go(room, answer, 'PASSWORD_SRP', { SRP_A });
}

async function go(
  room: Room,
  { pool, client, session, token }: Answer,
  chosen: ChoiceName,
  proofs: { readonly PASSWORD?: string; readonly SRP_A?: string },
): Promise<JsonObject> {
  const { sub, username, attemptsName, deviceKey } = session;
  const user = sub === undefined ? undefined : room.users.findBySub(pool.id, sub);
  if (sub !== undefined && user === undefined) throw refusal('session-unknown');
  if (chosen === 'PASSWORD' && proofs.SRP_A !== undefined) throw invalidParameter('PASSWORD takes no SRP_A');
  room.sessions.use(token);
  const identity = { user, username, attemptsName };
  return begin(room, { pool, client, name: username, identity, deviceKey }, chosen, proofs);
}
