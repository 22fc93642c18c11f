/**
 * `npm test [-- file ...]`: every test under test/, on as many processes as there are cores.
 * Fails when there is nothing to run.
 */
import { spawnSync } from 'node:child_process';
import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesiseForTests } from '../test/http/assembly.ts';

const root = join(import.meta.dirname, '..');
const named = process.argv.slice(2);
const files = named.length > 0 ? named : globSync('test/**/*.test.ts', { cwd: root }).sort();
if (files.length === 0) {
  console.error('there are no tests under test/');
  process.exit(1);
}
// One synthesis for all the files that run the bank.
const assembly = await synthesiseForTests();
const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PORTCULLIS_TEST_ASSEMBLY: assembly },
});
if (process.env['PORTCULLIS_TEST_ASSEMBLY'] === undefined) rmSync(assembly, { recursive: true, force: true });
process.exit(status ?? 1);
