import type { LocalEnvironment } from '../../environment.ts';
import { refusal } from '../refusals.ts';
import type { UserPool } from '../user-pool.ts';

/** For which domain a pool's passkeys are: the one of the template, else that of the login page, as on AWS. */
export function findRelyingParty({ region }: Pick<LocalEnvironment, 'region'>, pool: UserPool): string | undefined {
  if (!pool.firstFactors.includes('WEB_AUTHN')) return undefined;
  const ofPage = pool.domain && `${pool.domain}.auth.${region}.amazoncognito.com`;
  return pool.passkeys.relyingPartyId ?? ofPage;
}

/** @throws AwsError WebAuthnNotEnabledException, WebAuthnConfigurationMissingException */
export function relyingPartyOf(environment: Pick<LocalEnvironment, 'region'>, pool: UserPool): string {
  if (!pool.firstFactors.includes('WEB_AUTHN')) throw refusal('passkeys-off');
  const id = findRelyingParty(environment, pool);
  if (id === undefined) throw refusal('passkeys-unconfigured');
  return id;
}

/** Whether a page may use passkeys of the domain: it is the domain or below it, over TLS, or on this machine. */
export function isOriginOf(relyingPartyId: string, origin: string): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  // Written as browsers write it: no path, no name of a user.
  if (url === undefined || url.origin !== origin) return false;
  const { protocol, hostname } = url;
  const isSecure =
    protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname.endsWith('.localhost')));
  return isSecure && (hostname === relyingPartyId || hostname.endsWith(`.${relyingPartyId}`));
}
