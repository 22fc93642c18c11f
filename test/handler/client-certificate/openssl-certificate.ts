import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/**
 * A self-signed certificate of a client that openssl makes, with alternative names as its configuration spells them
 * (`DNS:a.example,IP:192.0.2.1`), or as the bytes of the extension (`DER:30:00`).
 */
export function opensslCertificate(
  alternativeNames: string,
  subject = '/CN=acme',
  key: 'P-256' | 'P-384' | 'P-521' | 'rsa' = 'P-256',
  further: readonly string[] = [],
): X509Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-names-'));
  try {
    const [config, file, keyFile] = [join(folder, 'c.cnf'), join(folder, 'c.pem'), join(folder, 'k.pem')];
    const extensions = ['extendedKeyUsage=clientAuth', 'basicConstraints=CA:FALSE'];
    const names = alternativeNames === '' ? [] : [`subjectAltName=${alternativeNames}`];
    const parts = [
      '[req]',
      'distinguished_name=dn',
      'x509_extensions=v3',
      '[dn]',
      '[v3]',
      ...extensions,
      ...names,
      ...further,
    ];
    writeFileSync(config, parts.join('\n'));
    const keyed = key === 'rsa' ? ['rsa:2048'] : ['ec', '-pkeyopt', `ec_paramgen_curve:${key}`];
    const made = ['req', '-x509', '-newkey', ...keyed, '-nodes', '-days', '30'];
    execFileSync('openssl', [...made, '-subj', subject, '-config', config, '-keyout', keyFile, '-out', file], {
      stdio: 'pipe',
    });
    return new X509Certificate(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
