import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runCertsCommand } from '../../../lib/local/dev/certs-command.ts';
import { deployedTarget } from '../../../lib/local/dev/revoke-certificate.ts';
import { testClientsIn } from '../../../lib/local/tls/index.ts';

const root = mkdtempSync(join(tmpdir(), 'portcullis-certs-'));
after(() => rmSync(root, { recursive: true }));

/** The command with a state folder of its own. */
function setup() {
  const state = mkdtempSync(join(root, 'state-'));
  const printed: string[] = [];
  const certs = (...args: readonly string[]) =>
    runCertsCommand([...args, '--state', state], {
      revocationIdOf: () => 'serial-x',
      print: (text) => void printed.push(text),
    });
  const tls = join(state, 'tls');
  return { certs, printed, tls, authority: join(tls, 'client-ca.pem') };
}

describe('portcullis certs', () => {
  it('makes an authority once, whose key nobody else can read', async () => {
    const { certs, printed, tls, authority } = setup();
    await certs('init');
    const first = readFileSync(authority, 'utf8');
    await certs('init');
    assert.equal(readFileSync(authority, 'utf8'), first);
    assert.match(printed[0] ?? '', /^Made an authority.+client-ca\.pem$/);
    assert.match(printed[1] ?? '', /^There is an authority/);
    assert.equal(statSync(join(tls, 'client-ca-key.pem')).mode & 0o777, 0o600);
    assert.equal(new X509Certificate(first).ca, true);
  });

  it('issues a certificate and a key that nobody else can read, and lists them', async () => {
    const { certs, printed, tls } = setup();
    await certs('issue', 'acme', '--days', '7');
    const [client] = testClientsIn(tls);
    assert.ok(client);
    for (const file of Object.values(client.files)) assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual([client.certificate.subject, client.certificate.ca], ['CN=acme', false]);
    assert.deepEqual(client.certificate.keyUsage, ['1.3.6.1.5.5.7.3.2']);
    assert.equal(Math.round((client.certificate.validToDate.getTime() - Date.now()) / 86_400_000), 7);
    await certs('list');
    assert.ok(printed.at(-1)?.startsWith(client.certificate.serialNumber));
    for (const text of printed) assert.ok(!text.includes('BEGIN'));
  });

  it('issues one with alternative names of every type, and shows them', async () => {
    const { certs, printed, tls } = setup();
    const names = ['--dns', 'pay.acme.example', '--dns', 'b.example', '--uri', 'spiffe://acme.example/pay'];
    await certs('issue', 'acme', ...names, '--ip', '192.0.2.1', '--ip', '2001:db8::1', '--email', 'pay@acme.example');
    const expected =
      'email:pay@acme.example, DNS:pay.acme.example, DNS:b.example, URI:spiffe://acme.example/pay, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1';
    assert.equal(testClientsIn(tls)[0]?.certificate.subjectAltName, expected);
    assert.ok(printed.at(-1)?.includes(expected));
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['another action', ['forge'], /There is no 'certs forge'/],
    ['no name', ['issue'], /takes one name/],
    ['two names', ['issue', 'a', 'b'], /takes one name/],
    ['a name that leads out of the folder', ['issue', '../a'], /is no name for a client/],
    ['a name in capitals', ['issue', 'Acme'], /is no name for a client/],
    ['no days', ['issue', 'acme', '--days', '0'], /from 1 to 825/],
    ['days without end', ['issue', 'acme', '--days', 'Infinity'], /from 1 to 825/],
    ['an address that is none', ['issue', 'acme', '--ip', '192.0.2.256'], /'192\.0\.2\.256' is no IP address/],
    ['an address with a zone', ['issue', 'acme', '--ip', 'fe80::1%lo'], /is no IP address/],
    ['an empty name', ['issue', 'acme', '--dns', ''], /is no alternative name/],
    ['a name beyond ASCII', ['issue', 'acme', '--dns', 'bücher.example'], /is no alternative name/],
    ['a serial number that was never issued', ['revoke', '12:34'], /'12:34' was issued here/],
    ['an option that there is not', ['list', '--all'], /--all/],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, () => assert.rejects(setup().certs(...args), message));
  }

  it('says to start the system where there is nothing to revoke in', async () => {
    const { certs, tls } = setup();
    await certs('issue', 'acme');
    const [client] = testClientsIn(tls);
    await assert.rejects(certs('revoke', client?.certificate.serialNumber ?? ''), /Run `portcullis dev`/);
  });

  it('revokes in AWS with the credentials of the environment, and with no others', () => {
    const variables = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' };
    const { access } = deployedTarget('Credentials', variables);
    assert.deepEqual(access, {
      endpoint: 'https://dynamodb.eu-central-1.amazonaws.com',
      region: 'eu-central-1',
      accessKeyId: 'a',
      secretAccessKey: 's',
    });
    assert.throws(() => deployedTarget(undefined, variables), /needs --table/);
    assert.throws(() => deployedTarget('Credentials', { ...variables, AWS_REGION: '' }), /variable AWS_REGION/);
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
describe('openssl', { skip: !hasOpenssl && 'openssl is not installed' }, () => {
  const verify = (...args: readonly string[]) =>
    spawnSync('openssl', ['verify', '-x509_strict', ...args], { encoding: 'utf8' });

  it('takes a test client for a client, and not for a server', async () => {
    const { certs, tls, authority } = setup();
    await certs('issue', 'acme', '--uri', 'spiffe://acme.example/pay', '--ip', '::1');
    const file = testClientsIn(tls)[0]?.files.certificate ?? '';
    const asClient = verify('-purpose', 'sslclient', '-CAfile', authority, file);
    assert.equal(asClient.status, 0, asClient.stderr);
    assert.match(verify('-purpose', 'sslserver', '-CAfile', authority, file).stderr, /purpose/);
  });

  it('does not take the certificate of another authority with the same name', async () => {
    const [mine, other] = [setup(), setup()];
    await mine.certs('issue', 'acme');
    await other.certs('init');
    const file = testClientsIn(mine.tls)[0]?.files.certificate ?? '';
    assert.notEqual(verify('-CAfile', other.authority, file).status, 0);
  });
});
