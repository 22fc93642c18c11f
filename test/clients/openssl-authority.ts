import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Credential, filesIn, writeCredential } from '../../lib/local/tls/index.ts';

/**
 * Has openssl issue a client certificate of an authority, with alternative names as its configuration spells them:
 * `DNS:a.example,IP:192.0.2.1`, or the bytes of the extension, `DER:30:00`.
 *
 * @param subject `/CN=acme`; `/` is none
 */
export function issueByOpenssl(authority: Credential, alternativeNames: string, subject = '/CN=acme'): Credential {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-openssl-'));
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  try {
    const by = filesIn(folder, 'authority');
    writeCredential(by, authority);
    const [config = '', request = '', file = '', key = ''] = ['config', 'request', 'file', 'key'].map((name) =>
      join(folder, name),
    );
    const extensions = [
      'basicConstraints=critical,CA:FALSE',
      'keyUsage=digitalSignature',
      'extendedKeyUsage=clientAuth',
    ];
    writeFileSync(
      config,
      ['[v3]', ...extensions, `subjectAltName=${alternativeNames}`, '[req]', 'distinguished_name=dn', '[dn]'].join(
        '\n',
      ),
    );
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key];
    openssl('req', '-new', ...newKey, '-config', config, '-subj', subject, '-out', request);
    const signing = ['-CA', by.certificate, '-CAkey', by.key, '-CAcreateserial', '-days', '1', '-sha256'];
    openssl('x509', '-req', '-in', request, ...signing, '-extfile', config, '-extensions', 'v3', '-out', file);
    return { certificate: new X509Certificate(readFileSync(file)), privateKey: createPrivateKey(readFileSync(key)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
