import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { toContentDigest } from '../../lib/handler/http-signature/content-digest.ts';
import type { HttpAnswer } from '../../scripts/https-client.ts';
import { independentVisits } from './independent-signature.ts';
import type { Attack, SchemeClients } from './scheme-clients.ts';
import {
  hmacSigner,
  nowSeconds,
  p256Signer,
  type Signer,
  type SigningChoice,
  signRequest,
  usualComponents,
} from './sign-request.ts';
import { type Order, order, path, prepare, type Sent, type SignatureFacts, send } from './signature-facts.ts';

async function pay(
  facts: SignatureFacts,
  {
    signer = facts.ed25519,
    choice = {},
    of = order(facts),
  }: { signer?: Signer; choice?: SigningChoice; of?: Order } = {},
  change: (signed: Sent) => Sent = (signed) => signed,
): Promise<HttpAnswer> {
  return send(facts, change({ ...of, more: signRequest(of, signer, choice) }));
}

/** An attack that a key of the client signs, with another choice. */
const chosen = (
  name: string,
  choice: SigningChoice | ((facts: SignatureFacts) => SigningChoice),
): Attack<SignatureFacts> => ({
  name,
  request: (facts) => pay(facts, { choice: typeof choice === 'function' ? choice(facts) : choice }),
});

/** An attack by the wrong key. */
const signedBy = (name: string, signer: (facts: SignatureFacts) => Signer): Attack<SignatureFacts> => ({
  name,
  request: (facts) => pay(facts, { signer: signer(facts) }),
});

/** An attack that changes a request after it was signed. */
const tampered = (name: string, change: (signed: Sent) => Sent): Attack<SignatureFacts> => ({
  name,
  request: (facts) => pay(facts, {}, change),
});

const without = (name: string) => usualComponents.filter((each) => each !== name);
const wrongBody = { status: 400, code: 'invalid-request' };

export const signatureClients: SchemeClients<SignatureFacts> = {
  name: 'signature',
  prepare,
  visits: [
    ...(['ed25519', 'p256', 'hmac'] as const).map((key) => ({
      name: `a client that signs with ${key}`,
      async visit(facts: SignatureFacts) {
        const { status, text } = await pay(facts, { signer: facts[key] });
        assert.equal(status, 201, text);
      },
    })),
    ...independentVisits,
    {
      name: 'a client that signs an order anew, and pays once',
      async visit(facts) {
        const of = order(facts);
        const answers = [await pay(facts, { of }), await pay(facts, { of })];
        assert.deepEqual(
          answers.map(({ status }) => status),
          [201, 201],
        );
        assert.deepEqual(answers[0]?.json, answers[1]?.json);
      },
    },
    {
      name: 'a client that signs the address in one, until a time of its own',
      async visit(facts) {
        const components = ['@method', '@target-uri', 'content-type', 'content-digest', 'idempotency-key'];
        const parameters = { expires: `${nowSeconds() + 30}`, alg: '"ed25519"' };
        const { status, text } = await pay(facts, { choice: { components, parameters, label: 'order' } });
        assert.equal(status, 201, text);
      },
    },
  ],
  attacks: [
    { name: 'no signature', request: (facts) => send(facts, order(facts)) },
    {
      name: 'a replay',
      async request(facts) {
        const of = order(facts);
        const more = signRequest(of, facts.ed25519);
        assert.equal((await send(facts, { ...of, more })).status, 201);
        return send(facts, { ...of, more });
      },
    },
    {
      name: 'a nonce that was used, signed anew',
      async request(facts) {
        const choice = { parameters: { nonce: `"${randomUUID()}"` } };
        assert.equal((await pay(facts, { choice })).status, 201);
        return pay(facts, { choice });
      },
    },
    chosen('an old signature', () => ({ parameters: { created: `${nowSeconds() - 301}` } })),
    chosen('a signature of the future', () => ({ parameters: { created: `${nowSeconds() + 60}` } })),
    chosen('a signature that has expired', () => ({ parameters: { expires: `${nowSeconds() - 1}` } })),
    chosen('a signature without a time', { parameters: { created: undefined } }),
    chosen('a signature without a nonce', { parameters: { nonce: undefined } }),
    chosen('a short nonce', { parameters: { nonce: '"1"' } }),
    chosen('a signature for another service', { parameters: { tag: '"elsewhere"' } }),
    chosen('a signature for no service', { parameters: { tag: undefined } }),
    chosen('a parameter that nobody knows', { parameters: { level: '1' } }),
    chosen('no key id', { parameters: { keyid: undefined } }),
    chosen('a key id that is not there', { parameters: { keyid: '"key-0000000000000000"' } }),
    chosen('the key id of another key', ({ p256 }) => ({ parameters: { keyid: `"${p256.keyId}"` } })),
    chosen('another algorithm than the key is for', { parameters: { alg: '"hmac-sha256"' } }),
    chosen('the algorithm none', { parameters: { alg: '"none"' } }),
    signedBy('HMAC with the public key as secret', ({ ed25519, publicPem }) => hmacSigner(ed25519.keyId, publicPem)),
    signedBy('P-256 in DER', ({ p256, keys }) => p256Signer(p256.keyId, keys['ecdsa-p256-sha256'], 'der')),
    signedBy('a truncated signature', ({ ed25519 }) => ({
      ...ed25519,
      sign: (base) => ed25519.sign(base).subarray(0, 32),
    })),
    signedBy('an empty signature', ({ ed25519 }) => ({ ...ed25519, sign: () => Buffer.alloc(0) })),
    signedBy('a signature of zeros', ({ p256 }) => ({ ...p256, sign: () => Buffer.alloc(64) })),
    signedBy('a revoked key', ({ revoked }) => revoked),
    signedBy('a key from an address that it is not for', ({ elsewhere }) => elsewhere),
    ...['@method', '@authority', '@path', 'content-digest', 'idempotency-key', 'content-type'].map((name) =>
      chosen(`a signature that leaves out ${name}`, { components: without(name) }),
    ),
    chosen('a component twice', { components: [...usualComponents, '@method'] }),
    chosen('a header that the request has not', { components: [...usualComponents, 'date'] }),
    {
      name: 'a signature for another method',
      request: (facts) =>
        pay(facts, { of: { ...order(facts), method: 'PUT' } }, (sent) => ({ ...sent, method: 'POST' })),
    },
    {
      name: 'a signature for another path',
      request: (facts) => pay(facts, { of: { ...order(facts), path: '/transfers' } }, (sent) => ({ ...sent, path })),
    },
    {
      name: 'a signature for another host',
      request: (facts) => pay(facts, { of: { ...order(facts), authority: 'bank.example' } }),
    },
    tampered('a query that was added', (sent) => ({ ...sent, path: `${path}?dry=1` })),
    tampered('another idempotency key', ({ headers, ...sent }) => ({
      ...sent,
      headers: { ...headers, 'idempotency-key': `"${randomUUID()}"` },
    })),
    tampered('another body with its own digest', ({ headers, body, ...sent }) => {
      const other = body.replace('"amount":1', '"amount":2');
      return { ...sent, body: other, headers: { ...headers, 'content-digest': toContentDigest(Buffer.from(other)) } };
    }),
    {
      ...tampered('another body', ({ body, ...sent }) => ({ ...sent, body: body.replace('"amount":1', '"amount":2') })),
      expected: wrongBody,
    },
    tampered('a digest that was taken away', ({ headers, ...sent }) => {
      const { 'content-digest': _, ...rest } = headers as Record<string, string>;
      return { ...sent, headers: rest };
    }),
    {
      name: 'a digest by an algorithm that is no good any more',
      request: (facts) => {
        const of = order(facts);
        return pay(facts, {
          of: { ...of, headers: { ...of.headers, 'content-digest': 'md5=:Sd/dVLAcvNLSq16eXua5uQ==:' } },
        });
      },
      expected: wrongBody,
    },
    tampered('a credential that the signature does not cover', (sent) => ({
      ...sent,
      headers: { ...sent.headers, 'x-api-key': 'k' },
    })),
    tampered('two signature headers', ({ more = {}, ...sent }) => ({
      ...sent,
      more: { ...more, signature: [String(more['signature']), String(more['signature'])] },
    })),
    tampered('two signatures for this service', ({ more = {}, ...sent }) => ({
      ...sent,
      more: Object.fromEntries(
        Object.entries(more).map(([name, value]) => [name, `${value}, ${String(value).replace('sig1=', 'sig2=')}`]),
      ),
    })),
    tampered('a label without a signature', ({ more = {}, ...sent }) => ({
      ...sent,
      more: { ...more, signature: String(more['signature']).replace('sig1', 'sig2') },
    })),
    {
      name: 'a key that is for something else',
      request: (facts) => pay(facts, { signer: facts.stranger }),
      expected: { status: 403, code: 'access-denied' },
    },
    {
      name: 'a payment from the account of somebody else',
      request: (facts) => pay(facts, { of: order(facts, { from: facts.bank.demo.users.alice.accounts[0] }) }),
      expected: { status: 404, code: 'not-found' },
    },
  ],
};
