import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { certificatesIn } from '../../../lib/local/tls/index.ts';

const root = mkdtempSync(join(tmpdir(), 'portcullis-tls-'));
after(() => rmSync(root, { recursive: true }));
const newFolder = (): string => join(mkdtempSync(join(root, 'state-')), 'tls');
const now = Date.UTC(2026, 10, 22);
const day = 86_400_000;

describe('the local certificates', () => {
  it('are made at the first start and kept at the next', () => {
    const folder = newFolder();
    const first = certificatesIn(folder, now);
    const second = certificatesIn(folder, now + day);
    assert.deepEqual(first.made, ['authority', 'server certificate']);
    assert.deepEqual({ ...second, serverFor: undefined }, { ...first, made: [], serverFor: undefined });
  });

  it('have private keys that nobody else can read, and are refused when somebody can', () => {
    const folder = newFolder();
    const first = certificatesIn(folder, now);
    for (const key of ['ca-key.pem', 'server-key.pem']) assert.equal(statSync(join(folder, key)).mode & 0o777, 0o600);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    chmodSync(join(folder, 'ca-key.pem'), 0o640);
    assert.throws(() => certificatesIn(folder, now), /ca-key.pem can be read by other users/);
    chmodSync(join(folder, 'ca-key.pem'), 0o600);
    assert.deepEqual(certificatesIn(folder, now).server, first.server);
  });

  it('last ten years and at most 397 days', () => {
    const { caFile, server } = certificatesIn(newFolder(), now);
    const daysOf = ({ validToDate, validFromDate }: X509Certificate) =>
      (validToDate.getTime() - validFromDate.getTime()) / day;
    assert.ok(daysOf(new X509Certificate(readFileSync(caFile))) >= 3_650);
    assert.ok(daysOf(new X509Certificate(server.cert)) <= 397);
  });

  it('are renewed below 30 days, each when its own time has come', () => {
    const folder = newFolder();
    const first = certificatesIn(folder, now);
    assert.deepEqual(certificatesIn(folder, now + 365 * day).made, []);
    const renewed = certificatesIn(folder, now + 370 * day);
    assert.deepEqual(renewed.made, ['server certificate']);
    assert.notEqual(renewed.server.cert, first.server.cert);
    assert.deepEqual(certificatesIn(folder, now + 3_640 * day).made, ['authority', 'server certificate']);
  });

  it('are made anew when the names change, or a file is broken', () => {
    const folder = newFolder();
    certificatesIn(folder, now);
    const renamed = certificatesIn(folder, now, ['localhost', 'partners.localhost']);
    assert.deepEqual(renamed.made, ['server certificate']);
    assert.equal(new X509Certificate(renamed.server.cert).checkHost('partners.localhost'), 'partners.localhost');
    writeFileSync(join(folder, 'ca.pem'), 'broken');
    assert.deepEqual(certificatesIn(folder, now).made, ['authority', 'server certificate']);
  });

  it('stand for this machine only', () => {
    for (const name of ['bank.example', 'localhost.example', '10.0.0.1', '::2', 'notlocalhost']) {
      assert.throws(() => certificatesIn(newFolder(), now, [name]), new RegExp(`No certificate for ${name}`));
    }
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
describe('openssl', { skip: !hasOpenssl && 'openssl is not installed' }, () => {
  const verify = (folder: string, file: string) =>
    spawnSync('openssl', ['verify', '-x509_strict', '-CAfile', join(folder, 'ca.pem'), file], { encoding: 'utf8' });

  it('accepts the server certificate', () => {
    const folder = newFolder();
    certificatesIn(folder, Date.now());
    const { status, stderr } = verify(folder, join(folder, 'server.pem'));
    assert.equal(status, 0, stderr);
  });

  it('refuses a certificate of the same authority for a name elsewhere', () => {
    const folder = newFolder();
    certificatesIn(folder, Date.now());
    const [key, request, extensions, stolen] = ['k.pem', 'r.pem', 'x.cnf', 's.pem'].map((name) => join(folder, name));
    if (!key || !request || !extensions || !stolen) throw new Error('four names give four paths');
    const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
    writeFileSync(
      extensions,
      'subjectAltName=DNS:bank.example\nauthorityKeyIdentifier=keyid\nbasicConstraints=critical,CA:FALSE\n',
    );
    openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      key,
      '-out',
      request,
      '-subj',
      '/CN=x',
    );
    openssl(
      'x509',
      '-req',
      '-in',
      request,
      '-CA',
      join(folder, 'ca.pem'),
      '-CAkey',
      join(folder, 'ca-key.pem'),
      '-extfile',
      extensions,
      '-out',
      stolen,
      '-days',
      '1',
    );
    assert.match(verify(folder, stolen).stderr, /permitted subtree violation/);
  });
});
