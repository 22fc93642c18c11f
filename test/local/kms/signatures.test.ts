import assert from 'node:assert/strict';
import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify as openssl,
  randomBytes,
} from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  CreateKeyCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  type KeySpec,
  type MacAlgorithmSpec,
  SignCommand,
  type SigningAlgorithmSpec,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import * as fc from 'fast-check';
import { signDigestRsa, verifyDigestRsa } from '../../../lib/local/kms/crypto/rsa-digest.ts';
import { signingSchemes } from '../../../lib/local/kms/crypto/sign-message.ts';
import { type KmsFixture, kmsFixture, refusal, utf8 } from './fixture.ts';

const rsaAlgorithms = ['PKCS1_V1_5', 'PSS'].flatMap((padding) =>
  [256, 384, 512].map((bits) => `RSASSA_${padding}_SHA_${bits}` as SigningAlgorithmSpec),
);
const specs: readonly (readonly [KeySpec, readonly SigningAlgorithmSpec[]])[] = [
  ['RSA_2048', rsaAlgorithms],
  ['RSA_3072', rsaAlgorithms],
  ['ECC_NIST_P256', ['ECDSA_SHA_256']],
  ['ECC_NIST_P384', ['ECDSA_SHA_384']],
  ['ECC_NIST_P521', ['ECDSA_SHA_512']],
  ['ECC_SECG_P256K1', ['ECDSA_SHA_256']],
  ['ECC_NIST_EDWARDS25519', ['ED25519_SHA_512']],
];

/** OpenSSL's own judgement of a signature. */
const isGood = (algorithm: string, key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean => {
  const hash = algorithm === 'ED25519_SHA_512' ? null : `sha${algorithm.slice(-3)}`;
  const padding = algorithm.includes('PSS') ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  const options = algorithm.startsWith('RSA') ? { key, padding, saltLength } : key;
  return openssl(hash, message, options, signature);
};
const hashOf = (algorithm: string, message: Uint8Array) =>
  createHash(`sha${algorithm.slice(-3)}`)
    .update(message)
    .digest();

describe('signatures by a KMS key', () => {
  let fixture: KmsFixture;
  before(async () => {
    fixture = await kmsFixture();
  });
  after(() => fixture[Symbol.asyncDispose]());

  const create = async (KeySpec: KeySpec) => {
    const { KeyMetadata } = await fixture.client.send(new CreateKeyCommand({ KeySpec, KeyUsage: 'SIGN_VERIFY' }));
    const KeyId = KeyMetadata?.KeyId ?? '';
    const { PublicKey } = await fixture.client.send(new GetPublicKeyCommand({ KeyId }));
    return { KeyId, publicKey: createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' }) };
  };

  for (const [spec, algorithms] of specs) {
    it(`of ${spec} are good to OpenSSL, over messages and over digests, and to nobody when altered`, async () => {
      const { KeyId, publicKey } = await create(spec);
      for (const SigningAlgorithm of algorithms) {
        await fc.assert(
          fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 500 }), fc.nat(), async (Message, where) => {
            const types = SigningAlgorithm === 'ED25519_SHA_512' ? (['RAW'] as const) : (['RAW', 'DIGEST'] as const);
            const shown = { RAW: Message, DIGEST: hashOf(SigningAlgorithm, Message) };
            for (const MessageType of types) {
              const signed = await fixture.client.send(
                new SignCommand({ KeyId, SigningAlgorithm, MessageType, Message: shown[MessageType] }),
              );
              const Signature = signed.Signature ?? new Uint8Array();
              assert.ok(isGood(SigningAlgorithm, publicKey, Message, Signature), `${SigningAlgorithm} ${MessageType}`);
              const altered = Uint8Array.from(Signature, (byte, i) =>
                i === where % Signature.length ? byte ^ 1 : byte,
              );
              const otherMessage = Uint8Array.of(...Message, 1);
              for (const type of types) {
                const verify = (message: Uint8Array, signature: Uint8Array) =>
                  fixture.client.send(
                    new VerifyCommand({
                      KeyId,
                      SigningAlgorithm,
                      MessageType: type,
                      Message: type === 'RAW' ? message : hashOf(SigningAlgorithm, message),
                      Signature: signature,
                    }),
                  );
                assert.equal((await verify(Message, Signature)).SignatureValid, true, `${MessageType} as ${type}`);
                await assert.rejects(verify(Message, altered), refusal('KMSInvalidSignatureException'));
                await assert.rejects(verify(otherMessage, Signature), refusal('KMSInvalidSignatureException'));
              }
            }
          }),
          { numRuns: spec.startsWith('RSA') ? 2 : 4 },
        );
      }
    });
  }

  it('by RSA are as long as its modulus, also where they begin with zeros', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    for (const algorithm of ['RSASSA_PKCS1_V1_5_SHA_256', 'RSASSA_PSS_SHA_256'] as const) {
      const scheme = signingSchemes[algorithm];
      let digest = randomBytes(32);
      let signature = signDigestRsa(scheme, privateKey, digest);
      while (signature[0] !== 0) {
        digest = randomBytes(32);
        signature = signDigestRsa(scheme, privateKey, digest);
      }
      assert.equal(verifyDigestRsa(scheme, privateKey, digest, signature), true);
      assert.equal(verifyDigestRsa(scheme, privateKey, digest, signature.subarray(1)), false);
    }
  });

  it('of one key are not those of another', async () => {
    const [one, other] = [await create('ECC_NIST_P256'), await create('ECC_NIST_P256')];
    for (const MessageType of ['RAW', 'DIGEST'] as const) {
      const Message = new Uint8Array(32).fill(5);
      const input = { SigningAlgorithm: 'ECDSA_SHA_256', MessageType, Message } as const;
      const { Signature } = await fixture.client.send(new SignCommand({ KeyId: one.KeyId, ...input }));
      await assert.rejects(
        fixture.client.send(new VerifyCommand({ KeyId: other.KeyId, Signature, ...input })),
        refusal('KMSInvalidSignatureException'),
      );
    }
  });

  it('are refused where they could not be right', async () => {
    const { KeyId } = await create('ECC_NIST_P256');
    const sign = (input: { Message?: Uint8Array; MessageType?: 'DIGEST'; SigningAlgorithm?: SigningAlgorithmSpec }) =>
      fixture.client.send(new SignCommand({ KeyId, Message: utf8('a'), SigningAlgorithm: 'ECDSA_SHA_256', ...input }));
    await assert.rejects(sign({ MessageType: 'DIGEST' }), refusal('ValidationException', 'invalid length'));
    await assert.rejects(sign({ SigningAlgorithm: 'ECDSA_SHA_384' }), refusal('InvalidKeyUsageException'));
    await assert.rejects(sign({ Message: new Uint8Array(4097) }), refusal('ValidationException'));
    await assert.rejects(sign({ SigningAlgorithm: 'ML_DSA_SHAKE_256' }), refusal('ValidationException'));
    const zeros = Buffer.from('3006020100020100', 'hex');
    for (const MessageType of ['RAW', 'DIGEST'] as const) {
      for (const Signature of [zeros, utf8('a'), Buffer.alloc(72, 0x30)]) {
        await assert.rejects(
          fixture.client.send(
            new VerifyCommand({
              KeyId,
              Message: new Uint8Array(32),
              MessageType,
              Signature,
              SigningAlgorithm: 'ECDSA_SHA_256',
            }),
          ),
          refusal('KMSInvalidSignatureException'),
        );
      }
    }
    const edwards = await create('ECC_NIST_EDWARDS25519');
    await assert.rejects(
      fixture.client.send(
        new SignCommand({
          KeyId: edwards.KeyId,
          Message: new Uint8Array(64),
          MessageType: 'DIGEST',
          SigningAlgorithm: 'ED25519_SHA_512',
        }),
      ),
      refusal('UnsupportedOperationException'),
    );
  });
});

describe('message authentication codes by a KMS key', () => {
  it('are verified by the key and algorithm that made them, and by no other', async () => {
    await using fixture = await kmsFixture();
    const { client } = fixture;
    const create = async (KeySpec: KeySpec) => {
      const { KeyMetadata } = await client.send(new CreateKeyCommand({ KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC' }));
      return KeyMetadata?.KeyId ?? '';
    };
    for (const bits of [224, 256, 384, 512]) {
      const MacAlgorithm = `HMAC_SHA_${bits}` as MacAlgorithmSpec;
      const [KeyId, other] = [await create(`HMAC_${bits}` as KeySpec), await create(`HMAC_${bits}` as KeySpec)];
      const Message = utf8('message');
      const { Mac = new Uint8Array() } = await client.send(new GenerateMacCommand({ KeyId, MacAlgorithm, Message }));
      assert.equal(Mac.length, bits / 8);
      const verify = (input: { KeyId?: string; Message?: Uint8Array; Mac?: Uint8Array }) =>
        client.send(new VerifyMacCommand({ KeyId, MacAlgorithm, Message, Mac, ...input }));
      assert.equal((await verify({})).MacValid, true);
      for (const wrong of [
        { KeyId: other },
        { Message: utf8('another') },
        { Mac: Mac.subarray(1) },
        { Mac: Uint8Array.from(Mac, (byte, index) => (index === 0 ? byte ^ 1 : byte)) },
      ]) {
        await assert.rejects(verify(wrong), refusal('KMSInvalidMacException'));
      }
    }
    const KeyId = await create('HMAC_256');
    await assert.rejects(
      client.send(new GenerateMacCommand({ KeyId, MacAlgorithm: 'HMAC_SHA_512', Message: utf8('a') })),
      refusal('InvalidKeyUsageException'),
    );
  });
});
