import assert from 'node:assert/strict';
import { constants, createPrivateKey, createPublicKey, createSign, createVerify, publicEncrypt } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateRandomCommand,
  GetPublicKeyCommand,
  ReEncryptCommand,
} from '@aws-sdk/client-kms';
import * as fc from 'fast-check';
import { type KmsFixture, kmsFixture, refusal, utf8 } from './fixture.ts';

describe('encryption under a KMS key', () => {
  let fixture: KmsFixture;
  let keyId: string;
  let keyArn: string;
  before(async () => {
    fixture = await kmsFixture();
    ({ KeyId: keyId = '', Arn: keyArn = '' } = await create({}));
  });
  after(() => fixture[Symbol.asyncDispose]());

  const create = async (input: CreateKeyCommandInput) => {
    const { KeyMetadata } = await fixture.client.send(new CreateKeyCommand(input));
    assert.ok(KeyMetadata !== undefined);
    return KeyMetadata;
  };
  const encrypt = async (KeyId: string, Plaintext: Uint8Array, EncryptionContext?: Record<string, string>) => {
    const { CiphertextBlob } = await fixture.client.send(
      new EncryptCommand({ KeyId, Plaintext, ...(EncryptionContext === undefined ? {} : { EncryptionContext }) }),
    );
    assert.ok(CiphertextBlob !== undefined);
    return CiphertextBlob;
  };
  const decrypt = (
    CiphertextBlob: Uint8Array,
    input: { KeyId?: string; EncryptionContext?: Record<string, string> } = {},
  ) => fixture.client.send(new DecryptCommand({ CiphertextBlob, ...input }));

  it('gives back any plaintext under its own context, named in any order, and under no other', async () => {
    const names = fc.string({ minLength: 1 }).filter((name) => name !== '__proto__');
    const contexts = fc.dictionary(names, fc.string(), { maxKeys: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 4096 }),
        contexts,
        contexts,
        async (plaintext, context, other) => {
          const ciphertext = await encrypt(keyId, plaintext, context);
          const reversed = Object.fromEntries(Object.entries(context).reverse());
          const { Plaintext, KeyId } = await decrypt(ciphertext, { EncryptionContext: reversed });
          assert.deepEqual([Buffer.from(Plaintext ?? []), KeyId], [Buffer.from(plaintext), keyArn]);
          const sorted = (it: object) => JSON.stringify(Object.entries(it).sort());
          if (sorted(context) === sorted(other)) return;
          await assert.rejects(
            decrypt(ciphertext, { EncryptionContext: other }),
            refusal('InvalidCiphertextException'),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses a context of which it would bind only a part', async () => {
    const call = { caller: { kind: 'developer', arn: '' }, requestId: '', nowMillis: fixture.clock.millis } as const;
    for (const context of ['{"__proto__":"alice"}', '{"a":"b","__proto__":{}}', '"a"']) {
      const input = { KeyId: keyId, Plaintext: 'YQ==', EncryptionContext: JSON.parse(context) };
      assert.throws(
        () => fixture.kms.api.operations.get('Encrypt')?.run(input, call),
        /encryptionContext': Must be a map of texts, none named __proto__/,
      );
    }
  });

  it('refuses a ciphertext of which any bit was altered, and one that it has not made', async () => {
    const ciphertext = await encrypt(keyId, utf8('secret'));
    for (let at = 0; at < ciphertext.length; at += 7) {
      const altered = Uint8Array.from(ciphertext, (byte, index) => (index === at ? byte ^ 1 : byte));
      await assert.rejects(decrypt(altered), { name: /^(InvalidCiphertext|NotFound)Exception$/ });
      await assert.rejects(decrypt(altered, { KeyId: keyId }), { name: /^(InvalidCiphertext|IncorrectKey)Exception$/ });
    }
    await assert.rejects(decrypt(utf8('nothing of KMS')), refusal('InvalidCiphertextException'));
    await assert.rejects(decrypt(ciphertext.subarray(0, 60)), refusal('InvalidCiphertextException'));
  });

  it('decrypts with the key that is named, and refuses another one', async () => {
    const other = await create({ Description: 'other' });
    await fixture.client.send(new CreateAliasCommand({ AliasName: 'alias/other', TargetKeyId: other.KeyId }));
    const ciphertext = await encrypt('alias/other', utf8('secret'));
    for (const KeyId of [
      'alias/other',
      other.KeyId ?? '',
      other.Arn ?? '',
      `${other.Arn?.split(':key/')[0]}:alias/other`,
    ]) {
      const { Plaintext } = await decrypt(ciphertext, { KeyId });
      assert.equal(Buffer.from(Plaintext ?? []).toString(), 'secret');
    }
    await assert.rejects(decrypt(ciphertext, { KeyId: keyId }), refusal('IncorrectKeyException'));
  });

  it('takes up to 4096 bytes', async () => {
    await encrypt(keyId, new Uint8Array(4096));
    await assert.rejects(encrypt(keyId, new Uint8Array(4097)), refusal('ValidationException', 'plaintext'));
    await assert.rejects(encrypt(keyId, new Uint8Array(0)), refusal('ValidationException'));
  });

  it('makes data keys of the length that is asked for, and the same encrypted', async () => {
    const { client } = fixture;
    const EncryptionContext = { purpose: 'file' };
    for (const [input, length] of [
      [{ KeySpec: 'AES_128' }, 16],
      [{ KeySpec: 'AES_256' }, 32],
      [{ NumberOfBytes: 64 }, 64],
    ] as const) {
      const made = await client.send(new GenerateDataKeyCommand({ KeyId: keyId, EncryptionContext, ...input }));
      assert.equal(made.Plaintext?.length, length);
      const { Plaintext } = await decrypt(made.CiphertextBlob ?? new Uint8Array(), { EncryptionContext });
      assert.deepEqual(Plaintext, made.Plaintext);
      const sealed = await client.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId: keyId, ...input }));
      assert.ok(!('Plaintext' in sealed));
      assert.equal((await decrypt(sealed.CiphertextBlob ?? new Uint8Array())).Plaintext?.length, length);
    }
    for (const input of [{}, { KeySpec: 'AES_256', NumberOfBytes: 32 }] as const) {
      await assert.rejects(
        client.send(new GenerateDataKeyCommand({ KeyId: keyId, ...input })),
        refusal('ValidationException', 'either number of bytes or key spec'),
      );
    }
    await assert.rejects(
      client.send(new GenerateDataKeyCommand({ KeyId: keyId, NumberOfBytes: 1025 })),
      refusal('ValidationException'),
    );
  });

  it('makes pairs of data keys that fit each other', async () => {
    const { client } = fixture;
    for (const KeyPairSpec of ['ECC_NIST_P256', 'RSA_2048'] as const) {
      const made = await client.send(new GenerateDataKeyPairCommand({ KeyId: keyId, KeyPairSpec }));
      const der = { format: 'der' } as const;
      const publicKey = createPublicKey({ key: Buffer.from(made.PublicKey ?? []), ...der, type: 'spki' });
      const privateKey = createPrivateKey({ key: Buffer.from(made.PrivateKeyPlaintext ?? []), ...der, type: 'pkcs8' });
      const signature = createSign('sha256').update('message').sign(privateKey);
      assert.ok(createVerify('sha256').update('message').verify(publicKey, signature));
      const { Plaintext } = await decrypt(made.PrivateKeyCiphertextBlob ?? new Uint8Array());
      assert.deepEqual(Plaintext, made.PrivateKeyPlaintext);
    }
    const sealed = await client.send(
      new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId: keyId, KeyPairSpec: 'ECC_NIST_EDWARDS25519' }),
    );
    assert.ok(!('PrivateKeyPlaintext' in sealed) && sealed.PublicKey !== undefined);
  });

  it('encrypts again under another key and context without showing the plaintext', async () => {
    const other = await create({});
    const ciphertext = await encrypt(keyId, utf8('moves'), { of: 'one' });
    const moved = await fixture.client.send(
      new ReEncryptCommand({
        CiphertextBlob: ciphertext,
        SourceEncryptionContext: { of: 'one' },
        DestinationKeyId: other.KeyId,
        DestinationEncryptionContext: { of: 'other' },
      }),
    );
    assert.deepEqual([moved.SourceKeyId, moved.KeyId], [keyArn, other.Arn]);
    assert.ok(!('Plaintext' in moved));
    const { Plaintext } = await decrypt(moved.CiphertextBlob ?? new Uint8Array(), {
      EncryptionContext: { of: 'other' },
    });
    assert.equal(Buffer.from(Plaintext ?? []).toString(), 'moves');
    await assert.rejects(
      fixture.client.send(new ReEncryptCommand({ CiphertextBlob: ciphertext, DestinationKeyId: other.KeyId })),
      refusal('InvalidCiphertextException'),
    );
  });

  it('decrypts what was encrypted with the public key of an RSA key, elsewhere too', async () => {
    const { KeyId } = await create({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const { PublicKey } = await fixture.client.send(new GetPublicKeyCommand({ KeyId }));
    const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
    for (const [EncryptionAlgorithm, oaepHash, most] of [
      ['RSAES_OAEP_SHA_1', 'sha1', 214],
      ['RSAES_OAEP_SHA_256', 'sha256', 190],
    ] as const) {
      const ours = await fixture.client.send(
        new EncryptCommand({ KeyId, EncryptionAlgorithm, Plaintext: new Uint8Array(most).fill(7) }),
      );
      const theirs = publicEncrypt({ key, oaepHash, padding: constants.RSA_PKCS1_OAEP_PADDING }, Buffer.alloc(most, 7));
      for (const CiphertextBlob of [ours.CiphertextBlob, theirs]) {
        const opened = await fixture.client.send(new DecryptCommand({ KeyId, EncryptionAlgorithm, CiphertextBlob }));
        assert.deepEqual(Buffer.from(opened.Plaintext ?? []), Buffer.alloc(most, 7));
      }
      await assert.rejects(
        fixture.client.send(new EncryptCommand({ KeyId, EncryptionAlgorithm, Plaintext: new Uint8Array(most + 1) })),
        refusal('ValidationException'),
      );
      await assert.rejects(
        fixture.client.send(new DecryptCommand({ KeyId, EncryptionAlgorithm, CiphertextBlob: Buffer.alloc(256, 1) })),
        refusal('InvalidCiphertextException'),
      );
    }
    await assert.rejects(encrypt(KeyId ?? '', utf8('a')), refusal('InvalidKeyUsageException'));
    await assert.rejects(
      fixture.client.send(
        new EncryptCommand({
          KeyId,
          Plaintext: utf8('a'),
          EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
          EncryptionContext: { a: 'b' },
        }),
      ),
      refusal('ValidationException', 'encryption context'),
    );
  });

  it('is refused for a key that signs, though its kind could encrypt', async () => {
    const { KeyId } = await create({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    await assert.rejects(
      fixture.client.send(
        new EncryptCommand({ KeyId, Plaintext: utf8('a'), EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
      ),
      refusal('InvalidKeyUsageException', 'key usage is SIGN_VERIFY'),
    );
  });

  it('does nothing when it is only asked whether it would', async () => {
    await assert.rejects(
      fixture.client.send(new EncryptCommand({ KeyId: keyId, Plaintext: utf8('a'), DryRun: true })),
      refusal('DryRunOperationException'),
    );
  });

  it('makes random bytes', async () => {
    const { Plaintext } = await fixture.client.send(new GenerateRandomCommand({ NumberOfBytes: 1024 }));
    assert.equal(Plaintext?.length, 1024);
    assert.ok(new Set(Plaintext).size > 200);
  });

  it('refuses by name what it does not do, and no value is repeated', async () => {
    await assert.rejects(
      fixture.client.send(new EncryptCommand({ KeyId: keyId, Plaintext: utf8('a'), GrantTokens: ['token'] })),
      refusal('InvalidGrantTokenException'),
    );
    await assert.rejects(
      fixture.client.send(
        new DecryptCommand({
          CiphertextBlob: utf8('a'),
          Recipient: { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument: utf8('a') },
        }),
      ),
      refusal('UnsupportedOperationException', 'Recipient'),
    );
  });
});
