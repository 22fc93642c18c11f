import { createHash } from 'node:crypto';

/**
 * Where a list goes on: the id of the last item shown, and a digest that ties it to its list. A cursor gives nobody a
 * right, for the list is always the one of the path; the digest only tells a caller who confused two lists.
 */
export const toCursor = (list: string, lastId: string): string => `${lastId}.${tie(list, lastId)}`;

/** @returns the id, or undefined for a cursor of another list or of none. */
export function parseCursor(list: string, cursor: string): string | undefined {
  const [lastId, digest, ...rest] = cursor.split('.');
  if (lastId === undefined || rest.length > 0) return undefined;
  return digest === tie(list, lastId) ? lastId : undefined;
}

const tie = (list: string, lastId: string): string =>
  createHash('sha256')
    .update(JSON.stringify([list, lastId]))
    .digest('base64url')
    .slice(0, 12);
