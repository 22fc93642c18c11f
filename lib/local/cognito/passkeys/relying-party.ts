import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { UserPool } from '../user-pool.ts';

/** What tells where the login page stands. */
type Place = Pick<Room, 'environment' | 'origin'>;

/**
 * For which domain a pool's passkeys are: the one of the template, else that of the login page, as on AWS. The page stands
 * on this machine, and a browser makes passkeys for the host that it sees.
 */
export function findRelyingParty(place: Place, pool: UserPool): string | undefined {
  if (!pool.firstFactors.includes('WEB_AUTHN')) return undefined;
  const { relyingPartyId } = pool.passkeys;
  const ofPage = pool.domain && `${pool.domain}.auth.${place.environment.region}.amazoncognito.com`;
  if (relyingPartyId !== undefined && relyingPartyId !== ofPage) return relyingPartyId;
  return ofPage && place.origin !== undefined ? new URL(place.origin).hostname : ofPage;
}

/** @throws AwsError WebAuthnNotEnabledException, WebAuthnConfigurationMissingException */
export function relyingPartyOf(place: Place, pool: UserPool): string {
  if (!pool.firstFactors.includes('WEB_AUTHN')) throw refusal('passkeys-off');
  const id = findRelyingParty(place, pool);
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
