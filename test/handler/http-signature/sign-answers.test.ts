import assert from 'node:assert/strict';
import { generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import * as z from 'zod';
import { answerSignature, endpoint, publicAccess } from '../../../lib/contract/index.ts';
import { toRawSignature } from '../../../lib/handler/http-signature/ecdsa-signature.ts';
import { handleWith, type ResponseSigner, reply, silent } from '../../../lib/handler/index.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';

process.env['POWERTOOLS_SERVICE_NAME'] = 'bank';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const contract = endpoint({
  route: 'POST /notes',
  summary: 'Write a note',
  access: publicAccess({ because: 'this is a test of signatures' }),
  effect: 'changes',
  request: { body: z.strictObject({ text: z.string() }) },
  responses: { 200: z.strictObject({ text: z.string() }) },
  signedResponse: true,
});

/** Signs what it is told, and remembers the text whose hash that must be. */
function setup(texts: readonly string[]) {
  const signer: ResponseSigner = {
    keyId: () => 'answers',
    nowSeconds: () => 1_800_000_000.9,
    sign: async (digest) => {
      const base = texts.find((text) => hash('sha256', text, 'buffer').equals(digest));
      return base === undefined
        ? sign('sha256', Buffer.from('?'), privateKey)
        : sign('sha256', Buffer.from(base), privateKey);
    },
  };
  return handleWith(silent)(contract, ({ body }) => reply(200, { text: body.text }, { Signature: 'forged' }), {
    signer,
  });
}

const event = (overrides: object = {}) =>
  gatewayEvent({
    resource: '/notes',
    httpMethod: 'POST',
    pathParameters: null,
    multiValueQueryStringParameters: null,
    multiValueHeaders: { 'Content-Type': ['application/json'], Signature: ['sig1=:AAAA:'] },
    body: '{"text":"a"}',
    requestContext: { requestId: 'r', path: '/live/notes' },
    ...overrides,
  });

describe('a signed answer', () => {
  it('covers status, body, and the request that it answers, as RFC 9421 writes it', async () => {
    const parameters =
      '("@status" "content-digest" "content-type" "@method";req "@path";req "signature";req);created=1800000000;keyid="answers";alg="ecdsa-p256-sha256";tag="bank"';
    const base = [
      '"@status": 200',
      `"content-digest": sha-256=:${hash('sha256', '{"text":"a"}', 'base64')}:`,
      '"content-type": application/json',
      '"@method";req: POST',
      '"@path";req: /live/notes',
      '"signature";req: sig1=:AAAA:',
      `"@signature-params": ${parameters}`,
    ].join('\n');
    const { headers } = await setup([base])(event(), lambdaContext());
    assert.equal(headers['signature-input'], `answer=${parameters}`);
    // What the documentation of the API says.
    const covered = parameters.slice(1, parameters.indexOf(')')).replaceAll('"', '').split(' ');
    assert.deepEqual(covered.sort(), [...answerSignature.covers, ...answerSignature.coversIfPresent].sort());
    const [, bytes = ''] = /^answer=:([^:]+):$/.exec(headers['signature'] ?? '') ?? [];
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    assert.equal(verify('sha256', Buffer.from(base), key, Buffer.from(bytes, 'base64')), true);
    assert.equal(headers['Signature'], undefined);
  });

  it('may be a refusal', async () => {
    const { statusCode, headers } = await setup([])(event({ body: '{' }), lambdaContext());
    assert.equal(statusCode, 400);
    assert.match(headers['signature-input'] ?? '', /^answer=\("@status" "content-digest"/);
  });

  it('is not sent unsigned', async () => {
    const down: ResponseSigner = { keyId: () => 'answers', sign: () => Promise.reject(new Error('down')) };
    const handler = handleWith(silent)(contract, () => reply(200, { text: 'b' }), { signer: down });
    await assert.rejects(handler(event(), lambdaContext()), { message: 'down' });
  });

  it('needs a signer where the contract promises it, and only there', () => {
    assert.throws(() => handleWith(silent)(contract, () => reply(200, { text: 'b' })), /signer/);
    const plain = endpoint({ ...contractWithoutSignature });
    const signer: ResponseSigner = { keyId: () => '', sign: async () => new Uint8Array() };
    assert.throws(() => handleWith(silent)(plain, () => reply(204, null), { signer }), /signer/);
  });
});

const contractWithoutSignature = {
  route: 'GET /notes',
  summary: 'Read nothing',
  access: publicAccess({ because: 'this is a test of signatures' }),
  effect: 'reads',
  responses: { 204: null },
} as const;

describe('a signature of KMS', () => {
  it('becomes the two numbers, whatever their length in DER', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (message) => {
        const raw = toRawSignature(sign('sha256', message, privateKey));
        assert.equal(raw.length, 64);
        assert.equal(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw), true);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused in any other form', () => {
    const der = sign('sha256', Buffer.from('a'), privateKey);
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    for (const other of [
      Buffer.alloc(0),
      der.subarray(0, -1),
      Buffer.concat([der, Buffer.alloc(1)]),
      Buffer.from([0x31, ...der.subarray(1)]),
      Buffer.from('30060201010200', 'hex'),
      sign('sha256', Buffer.from('a'), p384),
    ]) {
      assert.throws(() => toRawSignature(other), /no signature of P-256/);
    }
  });
});
