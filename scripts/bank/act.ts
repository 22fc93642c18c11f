import * as z from 'zod';
import type { HttpAnswer, HttpsClient } from '../https-client.ts';

export type Scene =
  | { readonly title: string }
  | {
      /** What the actor does, in words. */
      readonly does: string;
      readonly method?: string;
      /** A function, where it follows from an earlier answer. */
      readonly path: string | (() => string);
      readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
      readonly body?: unknown;
      /** Sends it so often at once; the last answer to be refused counts. @default 1 */
      readonly times?: number;
      readonly expect: { readonly status: number; readonly code?: string };
      /** What later scenes need of the answer, if it is the expected one. */
      readonly keep?: (json: unknown) => void;
    };

const problem = z.object({ code: z.string() });

/** Plays the scenes in order and prints a line for each. @returns how many answers were not the expected ones */
export async function act(client: HttpsClient, scenes: readonly Scene[]): Promise<number> {
  let unexpected = 0;
  for (const scene of scenes) {
    if ('title' in scene) {
      console.log(scene.title);
      continue;
    }
    const { does, path: where, headers: sent, times = 1, expect, keep, ...asked } = scene;
    const path = typeof where === 'function' ? where() : where;
    const headers = typeof sent === 'function' ? sent() : sent;
    const call = { ...asked, ...(headers === undefined ? {} : { headers }) };
    const answers = await Promise.all(Array.from({ length: times }, () => client.call(path, call)));
    const answer = answers.find(({ status }) => status >= 400) ?? answers[0];
    if (answer === undefined) continue;
    const code = codeOf(answer);
    const isExpected = answer.status === expect.status && (expect.code === undefined || expect.code === code);
    if (isExpected) keep?.(answer.json);
    else unexpected += 1;
    const verdict = answer.status < 400 ? 'accepted' : 'refused ';
    console.log(`  ${isExpected ? '✓' : '✗'} ${verdict} ${answer.status} ${code.padEnd(24)} ${does}`);
    if (!isExpected)
      console.log(`    expected ${expect.status} ${expect.code ?? ''}; got ${answer.text.slice(0, 300)}`);
  }
  return unexpected;
}

function codeOf({ json }: HttpAnswer): string {
  const parsed = problem.safeParse(json);
  return parsed.success ? parsed.data.code : '';
}
