import assert from 'node:assert/strict';
import * as z from 'zod';
import { runOutboxCommand } from '../../lib/local/index.ts';
import type { DemoUserName } from '../../scripts/bank/demo-file.ts';
import type { RunningBank } from './running-bank.ts';

const message = z.looseObject({ channel: z.string(), to: z.string(), text: z.string(), sentBy: z.string() });
const challenge = z.strictObject({ challengeId: z.string(), expiresAt: z.string(), maskedDestination: z.string() });
const answer = z.strictObject({ proof: z.string(), expiresAt: z.string() });

/** Why tests that read messages run locally only. */
export const outOfReach = 'the messages of a deployed stack go to their recipients';

/** What somebody wants to do that needs an approval. */
export interface Wish {
  readonly purpose: 'transfer' | 'payee';
  readonly transaction: object;
}

/** The newest message that the bank sent to an address or a number, as `portcullis outbox` shows it. */
export async function lastMessageTo(bank: RunningBank, to: string): Promise<z.infer<typeof message> | undefined> {
  const lines: string[] = [];
  const state = bank.runtime?.stateFolder ?? '';
  await runOutboxCommand(['--state', state, '--to', to, '--limit', '1', '--json'], (line) => lines.push(line));
  return lines[0] === undefined ? undefined : message.parse(JSON.parse(lines[0]));
}

/** Asks for a one-time password by mail, and reads it there. */
export async function askForCode(bank: RunningBank, user: DemoUserName, wish: Wish) {
  const asked = await bank.as(user, '/otp/challenges', { method: 'POST', body: { ...wish, channel: 'email' } });
  assert.equal(asked.status, 202, asked.text);
  const sent = await lastMessageTo(bank, `${bank.demo.users[user].username}@example.com`);
  const code = /^(\d{6}) approves/.exec(sent?.text ?? '')?.[1];
  assert.ok(code, sent?.text);
  return { ...challenge.parse(asked.json), code, message: sent };
}

export const answerChallenge = (bank: RunningBank, user: DemoUserName, challengeId: string, code: string) =>
  bank.as(user, `/otp/challenges/${challengeId}/verify`, { method: 'POST', body: { code } });

/** The proof that the user approved this with a one-time password. */
export async function approve(bank: RunningBank, user: DemoUserName, wish: Wish): Promise<string> {
  const { challengeId, code } = await askForCode(bank, user, wish);
  const verified = await answerChallenge(bank, user, challengeId, code);
  assert.equal(verified.status, 200, verified.text);
  return answer.parse(verified.json).proof;
}
