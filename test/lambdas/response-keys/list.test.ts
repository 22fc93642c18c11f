import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { createKms, type KeySpec } from '../../../lib/local/kms/index.ts';
import { testEnvironment } from '../../local/support/environment.ts';
import { serve } from '../../local/support/serve.ts';
import { call, loadHandler } from '../support.ts';

const iam = { declareResourcePolicy: () => {}, removeResourcePolicy: () => {} };
const kms = createKms({ environment: testEnvironment('unused'), iam, memory: true });
const declareKey = (id: string, spec: KeySpec, enabled = true) =>
  kms.declareKey({
    ...{ id, description: '', spec, usage: 'SIGN_VERIFY', enabled },
    ...{ rotationPeriodDays: undefined, policy: undefined, tags: [] },
  }).arn;
const id = '01234567-89ab-cdef-0123-456789abcdef';
const arn = declareKey(id, 'ECC_NIST_P256');
const server = await serve(kms.api);
Object.assign(process.env, {
  RESPONSE_SIGNING_KEY: arn,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_KMS: server.endpoint,
});
after(async () => {
  await server.close();
  kms.close();
});

const route = 'GET /.well-known/jwks.json';
const list = await loadHandler('response-keys/list');
const { loadResponseKey } = await import('../../../lambdas/response-keys/load-response-key.ts');
const { responseSigner } = await import('../../../lambdas/response-signer.ts');

describe('the keys that sign answers', () => {
  it('are shown to everyone, under the name that signatures give them, and nothing else of them', async () => {
    const { status, body } = await call(list, route);
    assert.equal(status, 200);
    const [key, ...more] = body.keys;
    assert.deepEqual([Object.keys(key).sort(), more], [['crv', 'kid', 'kty', 'use', 'x', 'y'], []]);
    assert.equal(key.kid, id);
    assert.equal(responseSigner.keyId(), id);
  });

  it('verify what the bank signed, and nothing that it did not', async () => {
    const { body } = await call(list, route);
    const key = createPublicKey({ key: body.keys[0], format: 'jwk' });
    const signature = await responseSigner.sign(createHash('sha256').update('an answer').digest());
    assert.equal(verify('sha256', Buffer.from('an answer'), key, signature), true);
    assert.equal(verify('sha256', Buffer.from('another'), key, signature), false);
  });

  it('are refused to who asks for more', async () => {
    const more = { multiValueQueryStringParameters: { kid: ['another'] } };
    assert.equal((await call(list, route, more)).status, 400);
  });

  it('are not shown when they are of a kind that signs no answers, or are disabled', async () => {
    const others = [
      declareKey('11234567-89ab-cdef-0123-456789abcdef', 'ECC_NIST_P384'),
      declareKey('21234567-89ab-cdef-0123-456789abcdef', 'ECC_SECG_P256K1'),
      declareKey('31234567-89ab-cdef-0123-456789abcdef', 'ECC_NIST_P256', false),
    ];
    try {
      for (const other of others) {
        process.env['RESPONSE_SIGNING_KEY'] = other;
        await assert.rejects(loadResponseKey());
      }
    } finally {
      process.env['RESPONSE_SIGNING_KEY'] = arn;
    }
  });
});
