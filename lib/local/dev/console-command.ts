import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConsoleKey } from '../console/index.ts';

/** How `portcullis console` is called, for the help of the command line. */
export const consoleUsage = `portcullis console: says where the console of this machine is, and its password

  --state <dir>       where state is kept (default .portcullis)`;

/** `portcullis console`: the password stands on the terminal that asks for it, and in no log. */
export async function runConsoleCommand(
  args: readonly string[],
  print: (text: string) => void = console.log,
): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { state: { type: 'string', default: '.portcullis' } } });
  const key = readConsoleKey(resolve(values.state));
  if (key === undefined) {
    throw new Error(
      `${values.state} has no console yet. Run \`portcullis dev\` first, or name its folder with --state`,
    );
  }
  print(`${key.url}\npassword: ${key.password}`);
}
