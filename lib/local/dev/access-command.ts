import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ACCESS_FILE, AccessStore, accessReport, printAccess } from '../access/index.ts';

/** How `portcullis access` is called, for the help of the command line. */
export const accessUsage = `portcullis access: prints what each function's role may do, what it did in this run, and what it never did

  --unused            only functions with a right that was never used; fails when there is one
  --json              the whole report as JSON
  --state <dir>       where state is kept (default .portcullis)`;

/** `portcullis access`: reads the record of the last run, also while `portcullis dev` writes to it. */
export async function runAccessCommand(
  args: readonly string[],
  print: (text: string) => void = console.log,
): Promise<void> {
  const { state, unused, json } = parseArgs({
    args: [...args],
    options: {
      state: { type: 'string', default: '.portcullis' },
      unused: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  }).values;
  const run = readRun(resolve(state));
  const whole = accessReport(run);
  const functions = whole.functions.filter(({ statements }) => statements.some((each) => each.unused.length > 0));
  const report = unused ? { ...whole, functions } : whole;
  print(json ? JSON.stringify(report, undefined, 2) : printAccess(report, run.paths));
  if (unused && whole.unused > 0) {
    throw new Error(`${whole.unused} rights were never used in this run`);
  }
}

function readRun(stateFolder: string) {
  const file = join(stateFolder, 'services', ACCESS_FILE);
  const store = existsSync(file) ? new AccessStore(file) : undefined;
  const run = store?.read();
  store?.close();
  if (run === undefined) {
    throw new Error(
      `${stateFolder} knows of no run yet. Run \`portcullis dev\` first, or name its folder with --state`,
    );
  }
  return run;
}
