import { TokenRefused } from '../token/token-refused.ts';

/** What the sender of a request has shown of itself. */
export interface Sender {
  /** Scheme of the `Authorization` header, in lower case. */
  readonly scheme: 'bearer' | 'dpop';
  /** Of the key of a DPoP proof that was checked. */
  readonly keyThumbprint: string | undefined;
  /** Of the client certificate of the connection. */
  readonly certificateThumbprint: string | undefined;
}

/**
 * Checks that a token is used by whom it was issued to (RFC 7800): each confirmation it carries must be met, and one that
 * is not known is not. A token bound to a key is never a bearer token (RFC 9449 §7.1).
 *
 * @param isRequired whether a token that is bound to nothing is refused
 * @throws TokenRefused `sender`
 */
export function checkSender(claims: Readonly<Record<string, unknown>>, sender: Sender, isRequired: boolean): void {
  const { cnf } = claims;
  if (cnf !== undefined && (typeof cnf !== 'object' || cnf === null)) throw new TokenRefused('sender');
  const confirmations = Object.entries(cnf ?? {});
  // Bound, and not said to what: whoever reads only that it is bound would believe it.
  if (cnf !== undefined && confirmations.length === 0) throw new TokenRefused('sender');
  const isMet = ([name, value]: readonly [string, unknown]): boolean =>
    value !== undefined && shown.get(name)?.(sender) === value;
  const isBoundToKey = confirmations.some(([name]) => name === 'jkt');
  const isSender = confirmations.every(isMet) && isBoundToKey === (sender.scheme === 'dpop');
  if (!isSender || (isRequired && confirmations.length === 0)) throw new TokenRefused('sender');
}

/** By the name of a confirmation, which comes from outside. */
const shown: ReadonlyMap<string, (sender: Sender) => string | undefined> = new Map([
  ['jkt', ({ keyThumbprint }) => keyThumbprint],
  ['x5t#S256', ({ certificateThumbprint }) => certificateThumbprint],
]);
