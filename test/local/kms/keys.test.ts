import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  GetPublicKeyCommand,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeyPoliciesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { DAY, type KmsFixture, kmsFixture, refusal, utf8 } from './fixture.ts';

const ACCOUNT = 'arn:aws:kms:eu-central-1:123456789012';

describe('a KMS key', () => {
  let fixture: KmsFixture;
  before(async () => {
    fixture = await kmsFixture();
  });
  after(() => fixture[Symbol.asyncDispose]());

  const create = async (input: CreateKeyCommandInput = {}): Promise<string> => {
    const { KeyMetadata } = await fixture.client.send(new CreateKeyCommand(input));
    return KeyMetadata?.KeyId ?? '';
  };
  const describeKey = async (KeyId: string) => {
    const { KeyMetadata } = await fixture.client.send(new DescribeKeyCommand({ KeyId }));
    assert.ok(KeyMetadata !== undefined);
    return KeyMetadata;
  };
  const encrypt = async (KeyId: string): Promise<Uint8Array> => {
    const { CiphertextBlob } = await fixture.client.send(new EncryptCommand({ KeyId, Plaintext: utf8('kept') }));
    return CiphertextBlob ?? new Uint8Array();
  };
  const decrypt = async (CiphertextBlob: Uint8Array): Promise<string> => {
    const { Plaintext } = await fixture.client.send(new DecryptCommand({ CiphertextBlob }));
    return Buffer.from(Plaintext ?? []).toString();
  };

  it('is described by id, ARN and alias', async () => {
    const KeyId = await create({ Description: 'of the vault', Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    await fixture.client.send(new CreateAliasCommand({ AliasName: 'alias/vault', TargetKeyId: KeyId }));
    for (const name of [KeyId, `${ACCOUNT}:key/${KeyId}`, 'alias/vault', `${ACCOUNT}:alias/vault`]) {
      const key = await describeKey(name);
      assert.deepEqual([key.KeyId, key.Description, key.KeyState], [KeyId, 'of the vault', 'Enabled']);
      assert.deepEqual([key.KeySpec, key.EncryptionAlgorithms], ['SYMMETRIC_DEFAULT', ['SYMMETRIC_DEFAULT']]);
      assert.deepEqual([key.Arn, key.KeyManager, key.Origin], [`${ACCOUNT}:key/${KeyId}`, 'CUSTOMER', 'AWS_KMS']);
    }
    const twisted = `${ACCOUNT}:key/alias/vault`;
    for (const name of [
      'alias/none',
      twisted,
      KeyId.replace(/^./, 'x'),
      `arn:aws:kms:eu-central-1:999999999999:key/${KeyId}`,
    ]) {
      await assert.rejects(describeKey(name), refusal('NotFoundException'));
    }
  });

  it('is refused in kinds that are not done here, or that contradict themselves', async () => {
    for (const [input, name] of [
      [{ KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' }, 'ValidationException'],
      [{ KeySpec: 'HMAC_256' }, 'ValidationException'],
      [{ KeySpec: 'ECC_NIST_P256', KeyUsage: 'ENCRYPT_DECRYPT' }, 'ValidationException'],
      [{ KeyUsage: 'SIGN_VERIFY' }, 'ValidationException'],
      [{ KeySpec: 'RSA_2048', CustomerMasterKeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }, 'ValidationException'],
      [{ Origin: 'EXTERNAL' }, 'ValidationException'],
      [{ MultiRegion: true }, 'ValidationException'],
      [{ CustomKeyStoreId: 'store' }, 'UnsupportedOperationException'],
      [{ Policy: '{' }, 'MalformedPolicyDocumentException'],
      [{ Policy: '{"Statement":"no such element"}' }, 'MalformedPolicyDocumentException'],
    ] as const) {
      await assert.rejects(create(input as CreateKeyCommandInput), refusal(name), JSON.stringify(input));
    }
    await assert.rejects(
      fixture.client.send(new ListGrantsCommand({ KeyId: await create() })),
      refusal('UnknownOperationException'),
    );
  });

  it('is used for nothing while it is disabled', async () => {
    const KeyId = await create();
    const ciphertext = await encrypt(KeyId);
    await fixture.client.send(new DisableKeyCommand({ KeyId }));
    await assert.rejects(encrypt(KeyId), refusal('DisabledException', 'is disabled'));
    await assert.rejects(decrypt(ciphertext), refusal('DisabledException'));
    assert.throws(() => fixture.kms.encrypt(KeyId, utf8('a'), {}), { code: 'DisabledException' });
    assert.equal((await describeKey(KeyId)).KeyState, 'Disabled');
    await fixture.client.send(new EnableKeyCommand({ KeyId }));
    assert.equal(await decrypt(ciphertext), 'kept');
  });

  it('is deleted when its window is over, and not if that is called off before', async () => {
    const [gone, kept] = [await create(), await create()];
    const ciphertext = await encrypt(gone);
    for (const KeyId of [gone, kept]) {
      const { DeletionDate, KeyState } = await fixture.client.send(
        new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }),
      );
      assert.deepEqual([DeletionDate?.getTime(), KeyState], [fixture.clock.millis + 7 * DAY, 'PendingDeletion']);
      await assert.rejects(encrypt(KeyId), refusal('KMSInvalidStateException', 'pending deletion'));
      await assert.rejects(fixture.client.send(new EnableKeyCommand({ KeyId })), refusal('KMSInvalidStateException'));
    }
    await fixture.client.send(new CancelKeyDeletionCommand({ KeyId: kept }));
    assert.equal((await describeKey(kept)).KeyState, 'Disabled');
    await assert.rejects(
      fixture.client.send(new CancelKeyDeletionCommand({ KeyId: kept })),
      refusal('KMSInvalidStateException', 'not pending'),
    );
    fixture.clock.millis += 7 * DAY;
    await assert.rejects(describeKey(gone), refusal('NotFoundException'));
    await assert.rejects(decrypt(ciphertext), refusal('NotFoundException'));
    assert.ok(!fixture.policies.has(`${ACCOUNT}:key/${gone}`));
    assert.equal((await describeKey(kept)).KeyState, 'Disabled');
    await assert.rejects(
      fixture.client.send(new ScheduleKeyDeletionCommand({ KeyId: kept, PendingWindowInDays: 6 })),
      refusal('ValidationException'),
    );
  });

  it('has new material after every period and on demand, and the old still decrypts', async () => {
    const KeyId = await create();
    const ciphertexts = [await encrypt(KeyId)];
    await fixture.client.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
    const first = (await describeKey(KeyId)).CurrentKeyMaterialId;
    fixture.clock.millis += 89 * DAY;
    assert.equal((await describeKey(KeyId)).CurrentKeyMaterialId, first);
    fixture.clock.millis += 2 * DAY;
    const second = (await describeKey(KeyId)).CurrentKeyMaterialId;
    assert.notEqual(second, first);
    ciphertexts.push(await encrypt(KeyId));
    await fixture.client.send(new RotateKeyOnDemandCommand({ KeyId }));
    assert.notEqual((await describeKey(KeyId)).CurrentKeyMaterialId, second);
    ciphertexts.push(await encrypt(KeyId));
    for (const ciphertext of ciphertexts) assert.equal(await decrypt(ciphertext), 'kept');

    const status = await fixture.client.send(new GetKeyRotationStatusCommand({ KeyId }));
    assert.deepEqual([status.KeyRotationEnabled, status.RotationPeriodInDays], [true, 90]);
    assert.equal(status.NextRotationDate?.getTime(), fixture.clock.millis + 89 * DAY);
    const { Rotations } = await fixture.client.send(new ListKeyRotationsCommand({ KeyId }));
    assert.deepEqual(
      Rotations?.map(({ RotationType }) => RotationType),
      ['AUTOMATIC', 'ON_DEMAND'],
    );
    await fixture.client.send(new DisableKeyRotationCommand({ KeyId }));
    assert.equal((await fixture.client.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled, false);
    const KeyIdOfPair = await create({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    await assert.rejects(
      fixture.client.send(new EnableKeyRotationCommand({ KeyId: KeyIdOfPair })),
      refusal('UnsupportedOperationException'),
    );
  });

  it('gives its name to another key of its kind', async () => {
    const [one, two, pair] = [
      await create(),
      await create(),
      await create({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
    ];
    const AliasName = 'alias/moving';
    const point = (TargetKeyId: string) => fixture.client.send(new UpdateAliasCommand({ AliasName, TargetKeyId }));
    await assert.rejects(point(one), refusal('NotFoundException'));
    await fixture.client.send(new CreateAliasCommand({ AliasName, TargetKeyId: one }));
    await assert.rejects(
      fixture.client.send(new CreateAliasCommand({ AliasName, TargetKeyId: two })),
      refusal('AlreadyExistsException', 'alias/moving already exists'),
    );
    await point(two);
    assert.equal((await describeKey(AliasName)).KeyId, two);
    await assert.rejects(point(pair), refusal('ValidationException'));
    const { Aliases } = await fixture.client.send(new ListAliasesCommand({ KeyId: two }));
    assert.deepEqual(
      Aliases?.map(({ AliasName: name }) => name),
      [AliasName],
    );
    for (const name of ['alias/aws/mine', 'moving', 'alias/']) {
      await assert.rejects(fixture.client.send(new CreateAliasCommand({ AliasName: name, TargetKeyId: one })), {
        name: /^(NotAuthorized|Validation)Exception$/,
      });
    }
    await fixture.client.send(new DeleteAliasCommand({ AliasName }));
    await assert.rejects(describeKey(AliasName), refusal('NotFoundException'));
    await assert.rejects(
      fixture.client.send(new DisableKeyCommand({ KeyId: 'alias/vault' })),
      refusal('NotFoundException', 'Invalid keyId'),
    );
  });

  it('is used under its policy alone, which may be changed', async () => {
    const KeyId = await create();
    const arn = `${ACCOUNT}:key/${KeyId}`;
    assert.equal(fixture.policies.get(arn)?.authority, 'sole');
    assert.match(JSON.stringify(fixture.policies.get(arn)?.document), /arn:aws:iam::123456789012:root/);
    const Policy = '{"Version":"2012-10-17","Statement":[]}';
    await fixture.client.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
    assert.deepEqual(fixture.policies.get(arn)?.document, JSON.parse(Policy));
    assert.equal((await fixture.client.send(new GetKeyPolicyCommand({ KeyId }))).Policy, Policy);
    assert.deepEqual((await fixture.client.send(new ListKeyPoliciesCommand({ KeyId }))).PolicyNames, ['default']);
    await assert.rejects(
      fixture.client.send(new PutKeyPolicyCommand({ KeyId, Policy: 'none' })),
      refusal('MalformedPolicyDocumentException'),
    );
    assert.deepEqual(fixture.policies.get(arn)?.document, JSON.parse(Policy));
  });

  it('has a description and tags', async () => {
    const KeyId = await create({ Tags: [{ TagKey: 'one', TagValue: '1' }] });
    const tags = async () => (await fixture.client.send(new ListResourceTagsCommand({ KeyId }))).Tags;
    await fixture.client.send(
      new TagResourceCommand({
        KeyId,
        Tags: [
          { TagKey: 'one', TagValue: '2' },
          { TagKey: 'two', TagValue: '' },
        ],
      }),
    );
    assert.deepEqual(await tags(), [
      { TagKey: 'one', TagValue: '2' },
      { TagKey: 'two', TagValue: '' },
    ]);
    await fixture.client.send(new UntagResourceCommand({ KeyId, TagKeys: ['one'] }));
    assert.deepEqual(await tags(), [{ TagKey: 'two', TagValue: '' }]);
    await assert.rejects(
      fixture.client.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'aws:a', TagValue: '' }] })),
      refusal('TagException'),
    );
    await fixture.client.send(new UpdateKeyDescriptionCommand({ KeyId, Description: 'new' }));
    assert.equal((await describeKey(KeyId)).Description, 'new');
  });

  it('shows no secret: a symmetric one has no public key', async () => {
    await assert.rejects(
      fixture.client.send(new GetPublicKeyCommand({ KeyId: await create() })),
      refusal('UnsupportedOperationException'),
    );
  });

  it('is listed page by page', async () => {
    const all = (await fixture.client.send(new ListKeysCommand({}))).Keys ?? [];
    const paged: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const input = Marker === undefined ? { Limit: 3 } : { Limit: 3, Marker };
      const page = await fixture.client.send(new ListKeysCommand(input));
      assert.ok((page.Keys?.length ?? 0) <= 3);
      assert.equal(page.Truncated, page.NextMarker !== undefined);
      paged.push(...(page.Keys ?? []).map(({ KeyId }) => KeyId));
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    assert.deepEqual(
      paged,
      all.map(({ KeyId }) => KeyId),
    );
    await assert.rejects(
      fixture.client.send(new ListKeysCommand({ Marker: 'none' })),
      refusal('InvalidMarkerException'),
    );
  });
});

describe('a key that AWS keeps for a service', () => {
  it('is there, is used through the service only, and is not changed', async () => {
    await using fixture = await kmsFixture();
    const { kms, client, policies } = fixture;
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: 'alias/aws/secretsmanager' }));
    assert.equal(KeyMetadata?.KeyManager, 'AWS');
    assert.ok(kms.isAwsManaged('alias/aws/secretsmanager') && !kms.isAwsManaged('alias/aws/none'));
    const policy = JSON.stringify(policies.get(KeyMetadata?.Arn ?? '')?.document);
    assert.match(policy, /"kms:ViaService":"secretsmanager\.eu-central-1\.amazonaws\.com"/);
    for (const command of [
      new DisableKeyCommand({ KeyId: KeyMetadata?.KeyId }),
      new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId }),
      new PutKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId, Policy: '{}' }),
    ]) {
      await assert.rejects(client.send(command as DisableKeyCommand), refusal('AccessDeniedException'));
    }
  });
});
