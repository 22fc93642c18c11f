import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import configuration from '../../cdk.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'portcullis-bank-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the app writes: every template and asset manifest, by the name of its file. */
function synthesise(name: string, variables: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const out = join(folder, name);
  const run = spawnSync(process.execPath, [join(root, 'bin', 'bank.ts')], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PORTCULLIS_VALIDATE: 'false', CDK_OUTDIR: out, ...variables },
  });
  assert.equal(run.status, 0, run.stderr);
  return new Map(
    globSync('*.{template,assets}.json', { cwd: out })
      .sort()
      .map((file) => [file, readFileSync(join(out, file), 'utf8')]),
  );
}

test('the bank is the same to the byte when it is synthesised again, be it by the CDK command line or without', () => {
  const alone = synthesise('alone', {});
  const byCommandLine = synthesise('command-line', {
    CDK_CONTEXT_JSON: JSON.stringify({
      ...configuration.context,
      'aws:cdk:enable-path-metadata': true,
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:bundling-stacks': ['**'],
    }),
  });
  assert.equal(alone.size, 6);
  assert.deepEqual(byCommandLine, alone);
});
