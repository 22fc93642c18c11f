import * as z from 'zod';
import { visibleLine } from '../visible-text.ts';
import type { ApiAnswer } from './call-api.ts';
import { TOKEN_VARIABLE } from './operator-token.ts';

/** A problem document (RFC 9457) as this product writes it. */
const problemDocument = z.looseObject({
  title: z.string(),
  code: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(z.looseObject({ pointer: z.string(), detail: z.string() })).optional(),
});

/** What of the body each option says. */
const optionOf: ReadonlyMap<string, string> = new Map([
  ['name', '<name>'],
  ['purpose', '--purpose'],
  ['client', '--client'],
  ['scopes', '--scope'],
  ['roles', '--role'],
  ['allowedCidrs', '--cidr'],
  ['allowedMethods', '--method'],
  ['expiresInDays', '--days'],
  ['graceSeconds', '--grace'],
]);

/** What to do next, by the code of a problem. */
const nextByCode: ReadonlyMap<string, string> = new Map([
  ['access-denied', "the token's user must be an operator, and the token have the scopes for API keys"],
  ['not-found', '`portcullis keys list` shows the ids of all keys'],
  ['api-key-replaced', 'rotate its successor: `portcullis keys list` shows which one replaced it'],
  ['api-key-ended', 'issue a new one: a key that has ended is not brought back'],
  ['invalid-cursor', 'list again from the beginning'],
]);

const NEW_TOKEN = `get a new access token: ${TOKEN_VARIABLE}=$(npm run -s credential olivia) for the local bank`;

/** What to do next, by the status, where the code says nothing more. */
const nextByStatus: ReadonlyMap<number, string> = new Map([
  [400, 'mend what was asked for: `portcullis keys --help`'],
  [401, NEW_TOKEN],
  [500, 'look into the log of the API for this request'],
]);

/** A refusal for people: its title, its faults, and what to do next. */
export function problemText(answer: ApiAnswer): string {
  const { status } = answer;
  const { success, data: problem } = problemDocument.safeParse(answer.json);
  if (!success) return `The answer was ${status}, and no problem document. Is --url the address of the API?`;
  const { title, code, requestId, errors = [] } = problem;
  const next = nextOf(answer, code);
  return [
    `${title} (${code ?? 'no code'}, ${status})`,
    ...errors.map(({ pointer, detail }) => `  ${placeOf(pointer)}: ${detail}`),
    ...(next === undefined ? [] : [`Next: ${next}`]),
    ...(requestId === undefined ? [] : [`Request: ${requestId}`]),
  ]
    .map(visibleLine)
    .join('\n');
}

function nextOf(answer: ApiAnswer, code = ''): string | undefined {
  // RFC 9470: the token is good, and from a sign-in that was too weak or too long ago.
  if (answer.header('www-authenticate')?.includes('error="insufficient_user_authentication"') === true) {
    return `sign in again, as the API asks, and ${NEW_TOKEN}`;
  }
  const seconds = answer.header('retry-after');
  if (seconds !== undefined && /^\d{1,9}$/.test(seconds)) return `ask again in ${seconds} s`;
  return nextByCode.get(code) ?? nextByStatus.get(answer.status);
}

/** `/body/scopes/0` is what `--scope` said; the gateway does not say where. */
function placeOf(pointer: string): string {
  if (pointer === '') return 'the request';
  const [, , member = ''] = pointer.split('/');
  return optionOf.get(member) ?? pointer;
}
