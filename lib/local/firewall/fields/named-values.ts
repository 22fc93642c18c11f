import * as z from 'zod';
import type { ByteString } from '../engine/byte-string.ts';
import type { Extraction } from '../engine/field.ts';
import { oversizeAnswer } from './oversize.ts';

/** AWS looks at this much of all headers, and of all cookies. */
const mostBytes = 8192;
const mostEntries = 200;

export const matchScope = z.enum(['ALL', 'KEY', 'VALUE']);

export type NamedValue = readonly [name: ByteString, value: ByteString];

/** What a request has of headers or cookies, up to the inspection limit. */
export interface NamedValues {
  readonly entries: readonly NamedValue[];
  readonly isOversize: boolean;
}

export function limitNamedValues(all: readonly NamedValue[]): NamedValues {
  const entries: NamedValue[] = [];
  let bytesLeft = mostBytes;
  for (const [name, value] of all) {
    if (entries.length === mostEntries || bytesLeft <= 0) return { entries, isOversize: true };
    entries.push([name.slice(0, bytesLeft), value.slice(0, Math.max(0, bytesLeft - name.length))]);
    bytesLeft -= name.length + value.length;
  }
  return { entries, isOversize: bytesLeft < 0 };
}

/** The keys, the values or both of the entries that the pattern picks. */
export function pickNamedValues(
  { entries, isOversize }: NamedValues,
  options: {
    readonly isPicked: (name: ByteString) => boolean;
    readonly scope: z.infer<typeof matchScope>;
    readonly oversize: keyof typeof oversizeAnswer;
  },
): Extraction {
  const answer = isOversize ? oversizeAnswer[options.oversize] : undefined;
  if (answer !== undefined) return answer;
  const picked = entries.filter(([name]) => options.isPicked(name));
  return picked.flatMap(([name, value]) => ({ ALL: [name, value], KEY: [name], VALUE: [value] })[options.scope]);
}
