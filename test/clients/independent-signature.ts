import assert from 'node:assert/strict';
import { createPublicKey, randomUUID } from 'node:crypto';
import { GetPublicKeyCommand } from '@aws-sdk/client-kms';
import { createSigner, createVerifier, httpbis } from 'http-message-signatures';
import * as z from 'zod';
import { toContentDigest } from '../../lib/handler/http-signature/content-digest.ts';
import { kmsOf } from '../../scripts/bank/sdk-clients.ts';
import type { HttpAnswer } from '../../scripts/https-client.ts';
import type { RunningBank } from '../http/running-bank.ts';
import { usualComponents } from './sign-request.ts';
import { order, type SignatureFacts, send } from './signature-facts.ts';

type Algorithm = keyof SignatureFacts['keys'];

/** A request as http-message-signatures takes it, signed by it. */
async function signedOrder(facts: SignatureFacts, algorithm: Algorithm) {
  const of = order(facts);
  const { method, authority, path, headers } = of;
  const keyIds = { ed25519: facts.ed25519, 'ecdsa-p256-sha256': facts.p256, 'hmac-sha256': facts.hmac } as const;
  // The library's own signer takes the same options as Node: P-256 as r and s.
  const key = createSigner(facts.keys[algorithm], algorithm, keyIds[algorithm].keyId);
  const request = { method, url: `https://${authority}${path}`, headers };
  const signed = await httpbis.signMessage(
    {
      key,
      fields: [...usualComponents],
      params: ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'],
      paramValues: { nonce: randomUUID(), tag: 'portcullis-bank', expires: new Date(Date.now() + 60_000) },
    },
    request,
  );
  // It adds two texts to the headers, which were texts.
  return { ...of, url: signed.url, headers: signed.headers as Readonly<Record<string, string>> };
}

type Signed = Awaited<ReturnType<typeof signedOrder>>;

/** The public key of the bank's answers, as KMS tells it. */
async function keyOfKms({ demo }: RunningBank, keyId: string) {
  const kms = kmsOf(demo);
  try {
    const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
    return createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  } finally {
    kms.destroy();
  }
}

const keySet = z.strictObject({ keys: z.array(z.looseObject({ kid: z.string() })) });

/** The same key, as the bank publishes it to everybody. */
async function answerKey(bank: RunningBank, keyId: string) {
  const { keys } = keySet.parse((await bank.client.call('/.well-known/jwks.json')).json);
  const key = createPublicKey({ key: keys.find(({ kid }) => kid === keyId) ?? {}, format: 'jwk' });
  assert.ok(key.equals(await keyOfKms(bank, keyId)));
  return key;
}

/** Whether the library finds the answer signed, for this very request. */
async function isSigned(bank: RunningBank, { status, headers }: HttpAnswer, request: Signed): Promise<boolean | null> {
  const own = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  return httpbis.verifyMessage(
    {
      keyLookup: async ({ keyid = '' }) => ({
        verify: createVerifier(await answerKey(bank, keyid), 'ecdsa-p256-sha256'),
      }),
      requiredFields: ['@status', 'content-digest', 'content-type'],
      requiredParams: ['created', 'keyid', 'alg', 'tag'],
      maxAge: 300,
      tolerance: 5,
    },
    { status, headers: own },
    request,
  );
}

const algorithms: readonly Algorithm[] = ['ed25519', 'ecdsa-p256-sha256', 'hmac-sha256'];

/** What a library that nobody here wrote signs, and finds of the answer. */
export const independentVisits = [
  ...algorithms.map((algorithm) => ({
    name: `http-message-signatures with ${algorithm}`,
    async visit(facts: SignatureFacts) {
      const { status, text } = await send(facts, await signedOrder(facts, algorithm));
      assert.equal(status, 201, text);
    },
  })),
  {
    name: 'http-message-signatures, which finds the answer signed by the bank',
    async visit(facts: SignatureFacts) {
      const request = await signedOrder(facts, 'ed25519');
      const answer = await send(facts, request);
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.headers['content-digest'], toContentDigest(Buffer.from(answer.text)));
      assert.equal(await isSigned(facts.bank, answer, request), true);
      assert.equal(await isSigned(facts.bank, { ...answer, status: 200 }, request), false);
      const other = await signedOrder(facts, 'ed25519');
      assert.equal(await isSigned(facts.bank, answer, other), false);
    },
  },
];
