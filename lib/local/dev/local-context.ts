import { join } from 'node:path';
import { clientAuthorityIn } from '../tls/index.ts';

/** Under it, clients of this machine present their certificates. */
const DOMAIN_NAME = 'partners.localhost';

/**
 * Context that an app is synthesised with on this machine, whatever its `cdk.json` says: a domain where clients need a
 * certificate of the test authority of the state folder, which is made when there is none. The names are those of
 * `mutualTlsContext` (lib/constructs/mutual-tls-domain.ts); an app that asks for no such domain sees nothing of them.
 *
 * @param tlsFolder `tls` of the state folder
 */
export function localContext(
  tlsFolder: string,
  environment: { readonly accountId: string; readonly region: string },
  nowMillis: number,
): Readonly<Record<string, string>> {
  const { trustStoreFile } = clientAuthorityIn(tlsFolder, nowMillis);
  return {
    mutualTlsDomain: DOMAIN_NAME,
    mutualTlsCertificate: `arn:aws:acm:${environment.region}:${environment.accountId}:certificate/local`,
    mutualTlsTrustStore: trustStoreFile,
  };
}

/** Where the state folder keeps certificates. */
export const tlsFolderOf = (stateFolder: string): string => join(stateFolder, 'tls');
