import type { HttpRequest } from '../../aws-service.ts';
import { browserSessionSeconds } from '../store/browser-sessions.ts';
import type { UserPool } from '../user-pool.ts';

/**
 * `__Host-` makes the browser refuse the cookie unless it is Secure, of this very host and for every path. No script
 * reads it, and no other site sends it along with a form (RFC 6265bis §4.1.3.2, §5.6.7).
 */
const cookie = (name: string, value: string, maxAgeSeconds: number): string =>
  `__Host-${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Lax`;

/** Tells the browsers of visits apart. */
export const browserCookie = (browser: string): string => cookie(browserName, browser, 3_600);
export const browserIn = (request: HttpRequest): string | undefined => cookieIn(request, browserName);

/** Whom the browser is signed in as; all pools share this host, so the name says of which. */
export const sessionCookie = (pool: UserPool, token: string): string =>
  cookie(sessionName(pool), token, browserSessionSeconds);
export const noSessionCookie = (pool: UserPool): string => cookie(sessionName(pool), '', 0);
export const sessionIn = (request: HttpRequest, pool: UserPool): string | undefined =>
  cookieIn(request, sessionName(pool));

const browserName = 'login';
const sessionName = ({ id }: UserPool): string => `session-${id}`;

/** Undefined when there is none, when two claim the name, or when it is nothing that was made here. */
function cookieIn({ headers }: HttpRequest, name: string): string | undefined {
  const prefix = `__Host-${name}=`;
  const pairs = (headers.get('cookie') ?? []).flatMap((header) => header.split(';')).map((pair) => pair.trim());
  const [value, ...others] = pairs.flatMap((pair) => (pair.startsWith(prefix) ? [pair.slice(prefix.length)] : []));
  return others.length === 0 && value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}
