import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { hash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { derMembers } from '../../../lib/handler/client-certificate/der-members.ts';
import { certificateIds } from '../../../lib/handler/index.ts';
import { issueClientAuthority, issueClientCertificate } from '../../../lib/local/tls/index.ts';

const validity = { nowMillis: Date.now(), days: 1 };
const authority = issueClientAuthority(validity);
const issue = (client: string) => certificateIds(issueClientCertificate(authority, client, validity).certificate);

describe('the ids of a certificate', () => {
  it('are one a certificate, one a subject of an issuer, and one a serial number of an issuer', () => {
    const [first, second, other] = [issue('acme'), issue('acme'), issue('acme ')];
    assert.equal(first.subject, second.subject);
    assert.notEqual(first.certificate, second.certificate);
    assert.notEqual(first.serial, second.serial);
    assert.notEqual(first.subject, other.subject);
  });

  it('fit where the ids of credentials stand', () => {
    for (const id of Object.values(issue('acme'))) assert.match(id, /^[\w-]{43,51}$/);
  });

  it('begin with the thumbprint that openssl computes', () => {
    const { certificate } = issueClientCertificate(authority, 'acme', validity);
    const hex = certificate.fingerprint256.replaceAll(':', '');
    assert.equal(certificateIds(certificate).certificate, Buffer.from(hex, 'hex').toString('base64url'));
  });

  it('find issuer, subject and serial number in certificates of openssl, with and without a version', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-ids-'));
    after(() => rmSync(folder, { recursive: true }));
    const [key = '', file = '', old = '', request = ''] = ['k', 'c', 'o', 'r'].map((name) =>
      join(folder, `${name}.pem`),
    );
    const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
    const subject = '/C=DE/O=Acme, Inc./CN=acme';
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      file,
      '-subj',
      subject,
      '-set_serial',
      '1',
    );
    openssl('req', '-new', '-key', key, '-out', request, '-subj', subject);
    openssl('x509', '-req', '-in', request, '-signkey', key, '-out', old, '-set_serial', '1');
    const [modern, plain] = [file, old].map((each) => certificateIds(new X509Certificate(readFileSync(each))));
    assert.equal(modern?.subject, plain?.subject);
    assert.equal(modern?.serial, plain?.serial);
    // The name and the number as openssl encodes them, apart from any certificate.
    const serial = Buffer.from([0x02, 0x01, 0x01]);
    const name = join(folder, 'name.der');
    openssl('asn1parse', '-in', file, '-strparse', String(offsetOfIssuer(file)), '-noout', '-out', name);
    assert.equal(modern?.serial, `serial-${hash('sha256', Buffer.concat([readFileSync(name), serial]), 'base64url')}`);
  });

  /** Where openssl sees the first sequence after the algorithm of the part that is signed. */
  function offsetOfIssuer(file: string): number {
    const lines = execFileSync('openssl', ['asn1parse', '-in', file]).toString().split('\n');
    const [, issuer] = lines.filter((line) => /d=2 .*SEQUENCE/.test(line));
    return Number(issuer?.split(':')[0]);
  }
});

describe('DER', () => {
  it('is read in values of any length that stand one after another', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70_000 }), { maxLength: 4 }), (contents) => {
        const encoded = Buffer.concat(contents.map((content) => encode(Buffer.from(content))));
        const read = [...derMembers(encoded)].map(({ content }) => content.toString('hex'));
        assert.deepEqual(
          read,
          contents.map((content) => Buffer.from(content).toString('hex')),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('is refused where a value ends after its container, whatever it claims', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          const values = [...derMembers(Buffer.from(bytes))];
          assert.equal(
            Buffer.concat(values.map(({ whole }) => whole)).toString('hex'),
            Buffer.from(bytes).toString('hex'),
          );
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      }),
    );
  });

  function encode(content: Buffer): Buffer {
    const { length } = content;
    const head =
      length < 0x80
        ? [0x04, length]
        : length < 0x100
          ? [0x04, 0x81, length]
          : length < 0x10000
            ? [0x04, 0x82, length >> 8, length & 0xff]
            : [0x04, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
    return Buffer.concat([Buffer.from(head), content]);
  }
});
