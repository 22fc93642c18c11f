import { AwsError } from '../aws-service.ts';
import type { JsonObject } from '../json.ts';

export interface PageRequest {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

/** One page of a sorted list and, when there is more, where the next begins: after the last of this one. */
export const pageOf = <Element>(
  elements: readonly Element[],
  { Limit: limit, Marker: marker }: PageRequest,
  nameOf: (element: Element) => string,
  defaultLimit: number,
): { readonly page: readonly Element[]; readonly more: JsonObject } => {
  const before = marker === undefined ? -1 : elements.findIndex((element) => nameOf(element) === marker);
  if (marker !== undefined && before === -1) {
    throw new AwsError('InvalidMarkerException', 'The marker does not begin a page of this list.');
  }
  const page = elements.slice(before + 1, before + 1 + (limit ?? defaultLimit));
  const last = page.at(-1);
  const isWhole = last === undefined || last === elements.at(-1);
  return { page, more: isWhole ? { Truncated: false } : { Truncated: true, NextMarker: nameOf(last) } };
};
