/** Writes docs/exceptions.md from the validation report of a synthesis: `npm run exceptions`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toExceptionsPage } from './exceptions/to-exceptions-page.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'portcullis-exceptions-'));
try {
  const synthesis = spawnSync(process.execPath, [join(root, 'bin', 'bank.ts')], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: folder, PORTCULLIS_VALIDATE: 'true' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (synthesis.status !== 0) throw new Error('the bank does not synthesise');
  const report = readFileSync(join(folder, 'validation-report.json'), 'utf8');
  writeFileSync(join(root, 'docs', 'exceptions.md'), toExceptionsPage(JSON.parse(report)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
