import { invalidParameter } from './errors.ts';

const PAGE = 100;

/** A hundred things that are sorted by ARN. The token is the ARN before the first. */
export const pageOf = <Item extends { readonly arn: string }>(
  items: readonly Item[],
  token: string | undefined,
): { readonly page: readonly Item[]; readonly next: { readonly NextToken?: string } } => {
  const before = token === undefined ? -1 : items.findIndex(({ arn }) => arn === token);
  if (token !== undefined && before === -1) throw invalidParameter('NextToken');
  const page = items.slice(before + 1, before + 1 + PAGE);
  const last = page.at(-1);
  return { page, next: last !== undefined && last !== items.at(-1) ? { NextToken: last.arn } : {} };
};
