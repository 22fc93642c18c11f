import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** The variable that an operator's access token is read from. */
export const TOKEN_VARIABLE = 'PORTCULLIS_TOKEN';

/** Where a token may come from. */
export interface TokenSources {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** `isTTY`: somebody sits there, who would see nothing and a token on the screen. */
  readonly input: Readable & { readonly isTTY?: boolean };
}

/**
 * The access token of the operator, from the environment or from standard input. There is no argument for it: arguments
 * stand in the list of processes, which every user of a machine reads, and in the history of the shell.
 *
 * @throws Error that says how to give one, and nothing of what was given
 */
export async function operatorToken({ variables, input }: TokenSources): Promise<string> {
  const given = variables[TOKEN_VARIABLE];
  if (given === undefined && input.isTTY === true) throw new Error(`There is no access token. ${HOW}`);
  const token = (given ?? (await text(input))).trim();
  if (token === '') {
    throw new Error(`The access token is empty: what should have given it has failed, or gave nothing. ${HOW}`);
  }
  if (!TOKEN.test(token)) throw new Error(`What was given is no access token: it has other characters. ${HOW}`);
  return token;
}

const HOW = `Put it into ${TOKEN_VARIABLE} or on standard input, for the local bank:\n  ${TOKEN_VARIABLE}=$(npm run -s credential olivia) portcullis keys list`;

/** RFC 6750 §2.1; what else stood in the header could be another header. */
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;
