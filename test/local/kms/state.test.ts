import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { CreateAliasCommand, CreateKeyCommand, DecryptCommand, DisableKeyCommand } from '@aws-sdk/client-kms';
import { createKms, type KeyDefinition } from '../../../lib/local/kms/index.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';
import { kmsFixture, utf8 } from './fixture.ts';

const ID = '11111111-1111-8111-8111-111111111111';
const definition: KeyDefinition = {
  id: ID,
  description: 'of the template',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  enabled: true,
  rotationPeriodDays: 365,
  policy: undefined,
  tags: [{ TagKey: 'team', TagValue: 'vault' }],
};
const iam = { declareResourcePolicy: () => undefined, removeResourcePolicy: () => undefined };

describe('the store of keys', () => {
  it('keeps keys, names and what was changed of them over a restart', async () => {
    const { folder, remove } = temporaryFolder();
    let CiphertextBlob: Uint8Array = new Uint8Array();
    let made = '';
    {
      await using fixture = await kmsFixture(folder);
      fixture.kms.declareKey(definition);
      fixture.kms.declareAlias({ name: 'alias/vault', keyId: ID });
      CiphertextBlob = fixture.kms.encrypt('alias/vault', utf8('kept'), { a: 'b' });
      const { KeyMetadata } = await fixture.client.send(new CreateKeyCommand({}));
      made = KeyMetadata?.KeyId ?? '';
      await fixture.client.send(new CreateAliasCommand({ AliasName: 'alias/made', TargetKeyId: made }));
      await fixture.client.send(new DisableKeyCommand({ KeyId: made }));
    }
    await using again = await kmsFixture(folder);
    assert.ok(again.policies.has(again.kms.arnOf(made)));
    assert.throws(() => again.kms.arnOf(ID), { code: 'NotFoundException' });
    again.kms.declareKey(definition);
    const opened = await again.client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { a: 'b' } }));
    assert.equal(Buffer.from(opened.Plaintext ?? []).toString(), 'kept');
    assert.equal(again.kms.arnOf('alias/vault'), again.kms.arnOf(ID));
    assert.throws(() => again.kms.encrypt('alias/made', utf8('a'), {}), { code: 'DisabledException' });
    remove();
  });

  it('leaves what the API changed of a declared key until the template says something else', async () => {
    const { folder, remove } = temporaryFolder();
    const state = async (declared: KeyDefinition, disable: boolean) => {
      await using fixture = await kmsFixture(folder);
      fixture.kms.declareKey(declared);
      if (disable) await fixture.client.send(new DisableKeyCommand({ KeyId: ID }));
      try {
        fixture.kms.encrypt(ID, utf8('a'), {});
        return 'Enabled';
      } catch {
        return 'Disabled';
      }
    };
    assert.equal(await state(definition, false), 'Enabled');
    assert.equal(await state(definition, true), 'Disabled');
    assert.equal(await state(definition, false), 'Disabled');
    assert.equal(await state({ ...definition, description: 'another' }, false), 'Enabled');
    await assert.rejects(
      state({ ...definition, spec: 'RSA_2048', rotationPeriodDays: undefined }, false),
      /do not change/,
    );
    remove();
  });

  it('holds no material that could be read, in a file for its owner alone', () => {
    const { folder, remove } = temporaryFolder();
    const kms = createKms({ environment: testEnvironment(folder), iam });
    kms.declareKey({
      ...definition,
      id: ID,
      spec: 'ECC_NIST_P256',
      usage: 'SIGN_VERIFY',
      rotationPeriodDays: undefined,
    });
    kms.close();
    const file = join(folder, 'kms.sqlite');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    // The object identifier of elliptic curve keys, which would stand in every one that is not sealed.
    assert.ok(!readFileSync(file).includes(Buffer.from('2a8648ce3d0201', 'hex')));
    remove();
  });

  it('passes no material off as that of another key, and opens under no other master key', () => {
    const { folder, remove } = temporaryFolder();
    const other = '22222222-2222-8222-8222-222222222222';
    const kms = createKms({ environment: testEnvironment(folder), iam });
    for (const id of [ID, other]) kms.declareKey({ ...definition, id });
    kms.close();
    const stranger = createKms({ environment: { ...testEnvironment(folder), masterKey: Buffer.alloc(32, 8) }, iam });
    stranger.declareKey(definition);
    assert.throws(() => stranger.encrypt(ID, utf8('a'), {}), /unable to authenticate data/);
    stranger.close();
    const database = new DatabaseSync(join(folder, 'kms.sqlite'));
    database
      .prepare('UPDATE materials SET sealed = (SELECT sealed FROM materials WHERE key_id = ?) WHERE key_id = ?')
      .run(other, ID);
    database.close();
    const again = createKms({ environment: testEnvironment(folder), iam });
    for (const id of [ID, other]) again.declareKey({ ...definition, id });
    again.encrypt(other, utf8('a'), {});
    assert.throws(() => again.encrypt(ID, utf8('a'), {}), /unable to authenticate data/);
    again.close();
    remove();
  });
});
