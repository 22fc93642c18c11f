import * as z from 'zod';
import type { RunningBank } from '../http/running-bank.ts';
import { type Attack, type SchemeClients, unauthenticated } from './scheme-clients.ts';

export interface Outcome {
  readonly kind: 'visit' | 'attack';
  readonly name: string;
  /** What went wrong; undefined when all is well. */
  readonly fault: string | undefined;
}

/** Everything that the clients of a scheme do, one after the other. */
export async function* runClients<Facts>(clients: SchemeClients<Facts>, bank: RunningBank): AsyncGenerator<Outcome> {
  const facts = await clients.prepare(bank);
  for (const { name, visit } of clients.visits) yield { kind: 'visit', name, fault: await faultOf(() => visit(facts)) };
  for (const attack of clients.attacks)
    yield { kind: 'attack', name: attack.name, fault: await attempt(attack, facts) };
}

/** @returns what an act threw, undefined when all is well */
export const faultOf = (act: () => Promise<void>): Promise<string | undefined> =>
  act().then(
    () => undefined,
    (error: unknown) => String(error),
  );

const problem = z.looseObject({ code: z.string() });

/** @returns what was answered instead of the refusal that the attack must get */
async function attempt<Facts>({ request, expected = unauthenticated }: Attack<Facts>, facts: Facts) {
  const { status, json, headers, text } = await request(facts);
  const { code } = problem.safeParse(json).data ?? {};
  if (status !== expected.status || code !== expected.code) return `answered ${status}: ${text}`;
  const challenge = String(headers['www-authenticate'] ?? '');
  if (status === 401 && challenge === '') return 'answered 401 without a challenge';
  return (expected.challenge ?? /(?:)/).test(challenge) ? undefined : `challenged with ${challenge}`;
}
