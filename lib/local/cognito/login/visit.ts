import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../../aws-service.ts';
import type { Room } from '../room.ts';
import type { LoginTransaction } from '../store/login-transactions.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { browserCookie, browserIn } from './cookies.ts';
import { offersPasskeys } from './offers-passkeys.ts';
import { type SignedIn, signedIn } from './signed-in.ts';

/** One visit to the login page, as a request finds it. */
export interface Visit {
  readonly id: string;
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly transaction: LoginTransaction;
  /** Where browsers see the page, where that is known. */
  readonly origin: string | undefined;
  /** Whether passkeys are made and taken here. */
  readonly passkeys: boolean;
  /** As whom the browser was signed in before. */
  readonly signedIn: SignedIn | undefined;
}

export const addressOf = (id: string): string => `/login?transaction=${id}`;

/** Begins a visit of the browser that sent the request. @returns where it goes on, and the cookie it needs there */
export function openVisit(
  room: Room,
  httpRequest: HttpRequest,
  begun: Pick<LoginTransaction, 'request' | 'step'> & Partial<LoginTransaction>,
): { readonly location: string; readonly cookie: string } {
  const browser = browserIn(httpRequest) ?? randomBytes(32).toString('base64url');
  const csrf = randomBytes(24).toString('base64url');
  const id = room.loginTransactions.open(browser, { addsPasskey: false, ...begun, csrf });
  return { location: addressOf(id), cookie: browserCookie(browser) };
}

/** Undefined for a visit that is over, never was, or belongs to another browser. */
export function findVisit(room: Room, request: HttpRequest, id: string | undefined): Visit | undefined {
  const browser = browserIn(request);
  const transaction = id === undefined || browser === undefined ? undefined : room.loginTransactions.find(id, browser);
  // The template may have changed since the visit began.
  const client = transaction && room.declared.findClient(transaction.request.clientId);
  if (id === undefined || transaction === undefined || client === undefined) return undefined;
  const pool = room.declared.pool(client.userPoolId);
  const passkeys = offersPasskeys(room, pool, client);
  return { id, transaction, client, pool, passkeys, origin: room.origin, signedIn: signedIn(room, request, pool) };
}

/** Whether a form was written by our page for this visit, and not by another site for whoever happens to be here. */
export function isOwnForm({ transaction }: Visit, request: HttpRequest, csrf: string | undefined): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== undefined && site.join() !== 'same-origin') return false;
  const [given, expected] = [Buffer.from(csrf ?? ''), Buffer.from(transaction.csrf)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
