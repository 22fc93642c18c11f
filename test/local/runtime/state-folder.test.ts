import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { assertUnused, openStateFolder } from '../../../lib/local/runtime/state-folder.ts';

describe('the state folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'portcullis-')), 'state');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is readable by its owner only, and so is every file in it', () => {
    const state = openStateFolder(folder, { fresh: false });
    for (const each of [folder, state.services, state.tls, state.logs])
      assert.equal(statSync(each).mode & 0o777, 0o700);
    for (const file of ['master.key', 'lock']) {
      assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600);
    }
  });

  it('keeps the master key over a restart', () => {
    const first = openStateFolder(folder, { fresh: false });
    first.release();
    const second = openStateFolder(folder, { fresh: false });
    assert.equal(first.masterKey.length, 32);
    assert.deepEqual(second.masterKey, first.masterKey);
  });

  it('names a master key that is damaged, and makes no other over it', () => {
    openStateFolder(folder, { fresh: false }).release();
    writeFileSync(join(folder, 'master.key'), 'short');
    assert.throws(() => openStateFolder(folder, { fresh: false }), /master\.key is damaged.*--fresh/);
    openStateFolder(folder, { fresh: true }).release();
  });

  it('starts empty when told to, but keeps the certificate authority that people may trust', () => {
    const first = openStateFolder(folder, { fresh: false });
    writeFileSync(join(first.services, 'dynamodb.sqlite'), 'money');
    writeFileSync(join(first.tls, 'ca.pem'), 'authority');
    const second = openStateFolder(folder, { fresh: true });
    assert.equal(existsSync(join(second.services, 'dynamodb.sqlite')), false);
    assert.equal(existsSync(join(second.tls, 'ca.pem')), true);
    assert.notDeepEqual(second.masterKey, first.masterKey);
  });

  it('refuses a folder that another process holds, and takes over from one that died', () => {
    const first = openStateFolder(folder, { fresh: false });
    first.release();
    writeFileSync(join(folder, 'lock'), String(process.ppid));
    assert.throws(() => openStateFolder(folder, { fresh: false }), /in use by process/);
    assert.throws(() => assertUnused(folder), /in use by process/);
    writeFileSync(join(folder, 'lock'), '4194305');
    assert.doesNotThrow(() => assertUnused(folder));
    assert.doesNotThrow(() => openStateFolder(folder, { fresh: false }));
  });
});
