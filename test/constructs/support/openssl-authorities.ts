import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A root and an authority below it, made by openssl. */
export interface AuthorityChain {
  readonly root: string;
  readonly intermediate: string;
}

/**
 * @param key as `openssl req -newkey` takes it @default P-256
 * @param digest of the signatures @default SHA-256
 */
export function opensslAuthorities(
  options: { readonly key?: readonly string[]; readonly digest?: string } = {},
): AuthorityChain {
  const { key = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], digest = 'sha256' } = options;
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-openssl-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  try {
    writeFileSync(file('ca.cnf'), 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n');
    const request = ['-newkey', ...key, '-nodes', `-${digest}`];
    openssl(
      ...['req', '-x509', ...request, '-keyout', file('root.key'), '-out', file('root.pem')],
      '-subj',
      '/CN=Root',
    );
    openssl(...['req', ...request, '-keyout', file('sub.key'), '-out', file('sub.req'), '-subj', '/CN=Sub']);
    const signed = ['-CA', file('root.pem'), '-CAkey', file('root.key'), '-extfile', file('ca.cnf')];
    openssl('x509', '-req', `-${digest}`, '-in', file('sub.req'), ...signed, '-days', '9', '-out', file('sub.pem'));
    return { root: readFileSync(file('root.pem'), 'utf8'), intermediate: readFileSync(file('sub.pem'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
