import { AwsError } from '../aws-service.ts';

/** One page of a sorted list and, when there is more, the token of the next: the name of the last of this one. */
export const pageOf = <Element>(
  elements: readonly Element[],
  nameOf: (element: Element) => string,
  {
    MaxResults: size,
    NextToken: token,
  }: { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined },
  defaultSize: number,
): { readonly page: readonly Element[]; readonly more: { readonly NextToken?: string } } => {
  const before = token === undefined ? -1 : elements.findIndex((element) => nameOf(element) === token);
  if (token !== undefined && before === -1)
    throw new AwsError('InvalidNextTokenException', 'The NextToken is not valid');
  const page = elements.slice(before + 1, before + 1 + (size ?? defaultSize));
  const last = page.at(-1);
  return { page, more: last !== undefined && last !== elements.at(-1) ? { NextToken: nameOf(last) } : {} };
};
