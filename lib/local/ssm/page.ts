import { AwsError } from '../aws-service.ts';

/**
 * A page of things that are sorted by a key. The token is the key before its first, so that nothing is shown twice when
 * things come and go.
 */
export const pageOf = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { size, token }: { readonly size: number; readonly token: string | undefined },
): { readonly page: readonly Item[]; readonly next: { readonly NextToken?: string } } => {
  const before = token === undefined ? -1 : items.findIndex((item) => keyOf(item) === decode(token));
  if (token !== undefined && before === -1) throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
  const page = items.slice(before + 1, before + 1 + size);
  const last = page.at(-1);
  return { page, next: last !== undefined && last !== items.at(-1) ? { NextToken: encode(keyOf(last)) } : {} };
};

const encode = (key: string): string => Buffer.from(key).toString('base64url');
const decode = (token: string): string => Buffer.from(token, 'base64url').toString();
