import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { watchSources } from '../../../lib/local/dev/watch.ts';

describe('watchSources', () => {
  let folder = '';
  let stop = () => {};
  let calls = 0;
  const changes = new EventEmitter();
  const file = () => join(folder, 'lambdas', 'handler.ts');
  const notices = (change: () => void) => {
    const noticed = once(changes, 'change');
    change();
    return noticed;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-watch-'));
    for (const each of ['lambdas', 'node_modules', 'state']) mkdirSync(join(folder, each));
    writeFileSync(file(), '1');
    calls = 0;
    stop = watchSources(folder, { except: join(folder, 'state') }, () => {
      calls += 1;
      changes.emit('change');
    });
  });
  afterEach(() => {
    stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('notices a file that is written in place', async () => {
    await notices(() => appendFileSync(file(), '2'));
  });

  it('notices a file that is replaced, and every change of it after that', async () => {
    const other = join(folder, 'lambdas', 'handler.ts~');
    await notices(() => {
      writeFileSync(other, '2');
      renameSync(other, file());
    });
    await notices(() => appendFileSync(file(), '3'));
    await notices(() => rmSync(file()));
  });

  it('notices new folders, and what is in them', async () => {
    const added = join(folder, 'lambdas', 'greetings');
    await notices(() => mkdirSync(added));
    await notices(() => writeFileSync(join(added, 'contract.ts'), '1'));
  });

  it('notices a folder that was removed and made again', async () => {
    await notices(() => rmSync(join(folder, 'lambdas'), { recursive: true }));
    await notices(() => mkdirSync(join(folder, 'lambdas')));
    await notices(() => writeFileSync(file(), '2'));
  });

  it('takes no notice of packages, of its own state, and of what is no source', async () => {
    for (const name of ['node_modules/index.js', 'state/manifest.json', 'lambdas/notes.md', '.cache.json']) {
      writeFileSync(join(folder, name), '1');
    }
    await notices(() => appendFileSync(file(), '2'));
    await setTimeout(300);
    assert.equal(calls, 1);
  });
});
