import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface ToolRun {
  /** What it printed, errors included. */
  readonly text: string;
  readonly isLate: boolean;
}

export const isInstalled = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** How a tester calls itself: what it is called by default, many a firewall refuses for the name alone. */
export const USER_AGENT = 'portcullis-testers/1';

/** Runs a tester to its end, whatever its exit code says, at home in a folder of its own. */
export async function runTool(
  program: string,
  args: readonly string[],
  options: { readonly folder: string; readonly seconds: number },
): Promise<ToolRun> {
  const child = spawn(program, [...args], {
    cwd: options.folder,
    env: { PATH: process.env['PATH'], HOME: options.folder, LANG: 'C.UTF-8', TERM: 'dumb' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, options.seconds * 1_000);
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearTimeout(timer);
  return { text: Buffer.concat(printed).toString('utf8'), isLate };
}

/** `-H 'name: value'` for each header. */
export const headerOptions = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
