import { invalidParameter } from '../refusals.ts';

/**
 * One page of a list, and the token of the next. A token is the place it goes on from; it gives no rights, so it is not
 * signed.
 *
 * @throws AwsError InvalidParameterException for a token that no page gave
 */
export function pageOf<Item>(
  items: readonly Item[],
  limit: number | undefined,
  token: string | undefined,
): { readonly page: readonly Item[]; readonly next: string | undefined } {
  const start = token === undefined ? 0 : parsePlace(token);
  const end = start + (limit || defaultLimit);
  return { page: items.slice(start, end), next: end < items.length ? toToken(end) : undefined };
}

const defaultLimit = 60;

const toToken = (place: number): string => Buffer.from(`from ${place}`).toString('base64url');

function parsePlace(token: string): number {
  const place = /^from (\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (place === undefined) throw invalidParameter('Invalid pagination token');
  return Number(place);
}
