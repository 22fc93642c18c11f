import { createSecretKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { accountItem } from '../../lambdas/ledger/items.ts';
import { newId } from '../../lambdas/ledger/new-id.ts';
import { toContentDigest } from '../../lib/handler/http-signature/content-digest.ts';
import { dynamoDbOf } from '../../scripts/bank/sdk-clients.ts';
import type { HttpAnswer } from '../../scripts/https-client.ts';
import type { RunningBank } from '../http/running-bank.ts';
import { issueCredential, revokeCredential } from './issue.ts';
import { ed25519Signer, hmacSigner, p256Signer, type Signer, type Unsigned } from './sign-request.ts';

export interface SignatureFacts {
  readonly bank: RunningBank;
  readonly ed25519: Signer;
  readonly p256: Signer;
  readonly hmac: Signer;
  readonly revoked: Signer;
  readonly elsewhere: Signer;
  /** May see rates, and may not pay. */
  readonly stranger: Signer;
  /** Of the three keys, by what they are for. */
  readonly keys: Readonly<Record<'ed25519' | 'ecdsa-p256-sha256' | 'hmac-sha256', KeyObject>>;
  readonly publicPem: string;
  /** Of the organisation, with money in it. */
  readonly account: string;
}

export const path = '/payment-orders';
const terms = { scopes: ['bank/payment-orders.write'], roles: ['initiator'], kind: 'signature' };

export async function prepare(bank: RunningBank): Promise<SignatureFacts> {
  const ed25519 = generateKeyPairSync('ed25519');
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicPem = ed25519.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const issueEd25519 = (changes: object = {}) =>
    issueCredential(bank, { ...terms, algorithm: 'ed25519', publicKey: publicPem, ...changes });
  const mine = await issueEd25519();
  const { kty, crv, x, y } = p256.publicKey.export({ format: 'jwk' });
  const ofP256 = await issueCredential(bank, {
    ...terms,
    algorithm: 'ecdsa-p256-sha256',
    publicJwk: { kty, crv, x, y },
  });
  const shared = await issueCredential(bank, { ...terms, algorithm: 'hmac-sha256' });
  const secret = Buffer.from(shared.secret ?? '', 'base64url');
  const revoked = await issueEd25519();
  await revokeCredential(bank, revoked.credentialId);
  const elsewhere = await issueEd25519({ allowedCidrs: ['203.0.113.0/24'] });
  const stranger = await issueEd25519({ scopes: ['bank/rates.read'], roles: ['partner'] });
  return {
    bank,
    ed25519: ed25519Signer(mine.subject, ed25519.privateKey),
    p256: p256Signer(ofP256.subject, p256.privateKey),
    hmac: hmacSigner(shared.subject, secret),
    revoked: ed25519Signer(revoked.subject, ed25519.privateKey),
    elsewhere: ed25519Signer(elsewhere.subject, ed25519.privateKey),
    stranger: ed25519Signer(stranger.subject, ed25519.privateKey),
    keys: { ed25519: ed25519.privateKey, 'ecdsa-p256-sha256': p256.privateKey, 'hmac-sha256': createSecretKey(secret) },
    publicPem,
    account: await openAccountOf('org_acme', bank),
  };
}

/** An account of an organisation, which nobody opens by the API, written as the developer of the stack. */
async function openAccountOf(owner: string, { demo }: RunningBank): Promise<string> {
  const dynamodb = dynamoDbOf(demo);
  const accountId = newId('acc');
  const account = { accountId, name: 'Settlement', currency: 'EUR', balance: 100_000, status: 'active' } as const;
  try {
    const Item = { ...accountItem({ ...account, openedAt: new Date().toISOString() }, owner) };
    await dynamodb.send(new PutItemCommand({ TableName: demo.tables.ledger, Item }));
    return accountId;
  } finally {
    dynamodb.destroy();
  }
}

/** A payment of one cent to bob, ready to be signed. */
export interface Order extends Unsigned {
  readonly body: string;
}

export function order({ bank, account }: SignatureFacts, changes: object = {}): Order {
  const [to = ''] = bank.demo.users.bob.accounts;
  const body = JSON.stringify({ from: account, to, amount: 1, currency: 'EUR', ...changes });
  const headers = {
    'content-type': 'application/json',
    'content-digest': toContentDigest(Buffer.from(body)),
    'idempotency-key': `"${randomUUID()}"`,
  };
  return { method: 'POST', authority: new URL(bank.demo.apiUrl).host, path, headers, body };
}

/** A request with the headers that sign it. */
export type Sent = Order & { readonly more?: Readonly<Record<string, string | readonly string[]>> };

/** Sends a request exactly as it is. */
export const send = (
  { bank }: SignatureFacts,
  { method, path: target, headers, body, more = {} }: Sent,
): Promise<HttpAnswer> => bank.client.call(target, { method, headers: { ...headers, ...more }, body });
