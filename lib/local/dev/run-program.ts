import { type SpawnOptions, spawn } from 'node:child_process';
import { withoutStack } from './without-stack.ts';

export interface RunProgramOptions extends Pick<SpawnOptions, 'cwd' | 'env' | 'shell'> {
  /** When it fails, tell where in its code that was, too. @default false */
  readonly verbose?: boolean;
}

/**
 * Runs a program to its end.
 *
 * @returns what it printed, errors included
 * @throws Error with what it printed when it fails
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  { verbose = false, ...options }: RunProgramOptions,
): Promise<string> {
  const child = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const text = Buffer.concat(printed).toString('utf8').trim();
  if (code !== 0) throw new Error(`'${[command, ...args].join(' ')}' failed:\n${verbose ? text : withoutStack(text)}`);
  return text;
}
