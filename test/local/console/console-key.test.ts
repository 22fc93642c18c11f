import assert from 'node:assert/strict';
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { keepConsoleKey, readConsoleKey } from '../../../lib/local/console/index.ts';
import { runConsoleCommand } from '../../../lib/local/dev/console-command.ts';
import { temporaryFolder } from '../support/environment.ts';

test('keeps one password of 128 bits over restarts, for its owner only, and portcullis console prints it', async (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  await assert.rejects(runConsoleCommand(['--state', folder]), /has no console yet/);
  const first = keepConsoleKey(folder, 'https://127.0.0.1:1');
  assert.equal(Buffer.from(first.password, 'base64url').length, 16);
  assert.deepEqual(keepConsoleKey(folder, 'https://127.0.0.1:2'), { ...first, url: 'https://127.0.0.1:2' });
  assert.equal(statSync(join(folder, 'console.json')).mode & 0o777, 0o600);
  const printed: string[] = [];
  await runConsoleCommand(['--state', folder], (text) => printed.push(text));
  assert.deepEqual(printed, [`https://127.0.0.1:2\npassword: ${first.password}`]);
  chmodSync(join(folder, 'console.json'), 0o644);
  assert.throws(() => readConsoleKey(folder), /can be read by other users/);
});

test('a file that is damaged is named', (t) => {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  for (const [text, why] of [
    ['{"url":', /console\.json holds no JSON/],
    ['{"url":"https://127.0.0.1:1"}', /console\.json is not as it should be:.*password/s],
  ] as const) {
    writeFileSync(join(folder, 'console.json'), text, { mode: 0o600 });
    assert.throws(() => keepConsoleKey(folder, 'https://127.0.0.1:2'), why);
  }
});
