import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import { isFromScanner, toScannerKeys } from '../../../lib/handler/index.ts';

const scanner = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pemOf = (key: typeof scanner.publicKey) => key.export({ type: 'spki', format: 'pem' });
const published = (key = scanner.publicKey) => ({ public_keys: [{ key_identifier: 'k1', key: pemOf(key) }] });
const keys = toScannerKeys(published());
const body = Buffer.from('[{"token":"t"}]');
const signature = sign('sha256', body, scanner.privateKey).toString('base64');

describe('a report of leaked keys', () => {
  it('is from the scanner when its key signed the bytes', () => {
    assert.equal(isFromScanner({ body, keyId: 'k1', signature }, keys), true);
  });

  it('is not, with a byte changed, another key, another key id, or a signature that is none', () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const forged = sign('sha256', body, stranger.privateKey).toString('base64');
    for (const report of [
      { body: Buffer.concat([body, Buffer.from(' ')]), keyId: 'k1', signature },
      { body, keyId: 'k1', signature: forged },
      { body, keyId: 'k2', signature },
      { body, keyId: 'k1', signature: '' },
      { body, keyId: 'k1', signature: 'AAAA' },
    ]) {
      assert.equal(isFromScanner(report, keys), false);
    }
  });
});

describe('the keys of a scanner', () => {
  it('are those of P-256 in what it publishes, and nothing else', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    assert.equal(toScannerKeys(published(publicKey)).size, 0);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    assert.equal(toScannerKeys(published(other.publicKey)).size, 0);
    const broken = { key_identifier: 'k2', key: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----' };
    for (const nothing of [undefined, [], {}, { public_keys: 'k' }, { public_keys: [1, {}, broken] }]) {
      assert.equal(toScannerKeys(nothing).size, 0);
    }
  });

  it('hold no private key, whoever publishes one', () => {
    const key = scanner.privateKey.export({ type: 'pkcs8', format: 'pem' });
    assert.equal(toScannerKeys({ public_keys: [{ key_identifier: 'k1', key }] }).size, 0);
  });
});
