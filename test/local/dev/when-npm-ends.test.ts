import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';

const file = join(import.meta.dirname, '..', '..', '..', 'lib', 'local', 'dev', 'when-npm-ends.ts');
const program = `
  const { whenNpmEnds } = await import(${JSON.stringify(file)});
  whenNpmEnds(() => { console.log('told'); process.exit(); });
  console.log('ready');
  setTimeout(() => process.exit(), 5000);
`;

/** Runs the program under a shell, as npm does, kills the shell, and tells what the program printed. */
function printedAfterTheShellDied(environment: NodeJS.ProcessEnv): Promise<string> {
  // The colon keeps the shell from replacing itself by the program.
  const shell = spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; :', process.execPath, program], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => {
    let printed = '';
    shell.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      if (printed === 'ready\n') shell.kill('SIGKILL');
    });
    shell.stdout.on('close', () => resolve(printed));
  });
}

it('tells a process that npm started when its shell is gone, and no other process', async () => {
  const { npm_lifecycle_event: _, ...withoutNpm } = process.env;
  const [underNpm, alone] = await Promise.all([
    printedAfterTheShellDied({ ...withoutNpm, npm_lifecycle_event: 'start' }),
    printedAfterTheShellDied(withoutNpm),
  ]);
  assert.equal(underNpm, 'ready\ntold\n');
  assert.equal(alone, 'ready\n');
});
