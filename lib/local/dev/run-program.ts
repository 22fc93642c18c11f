import { type SpawnOptions, spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @returns what it printed, errors included
 * @throws Error with what it printed when it fails
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env' | 'shell'>,
): Promise<string> {
  const child = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const text = Buffer.concat(printed).toString('utf8').trim();
  if (code !== 0) throw new Error(`'${[command, ...args].join(' ')}' failed:\n${text}`);
  return text;
}
