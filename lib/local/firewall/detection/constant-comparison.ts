import { RE2JS } from 're2js';
import type { ByteString } from '../engine/byte-string.ts';
import { replaceComments } from '../transformations/comments.ts';

const connective = String.raw`(?:\b(?:and|x?or|having|where)\b|&&|\|\|)`;
const constant = String.raw`[\s(!~+-]*(?:\d+|'[^']*'|"[^"]*")[\s)]*`;
const comparison = String.raw`(?:=|<=>|<>|!=|[<>]=?|\b(?:r?like|regexp|between|in|is)\b)`;

const alwaysTrueOrFalse = RE2JS.compile(
  String.raw`${connective}\s*(?:not\b)?${constant}${comparison}[\s(!~+-]*(?:\d|'|"|null|true|false)`,
  RE2JS.CASE_INSENSITIVE,
);

/**
 * `x' AND 1=1`, `name OR 'a'='a`: a condition between constants says nothing to a person and everything to a database.
 * libddwaf leaves out those fingerprints of libinjection that begin with a word, and with them this most common probe.
 */
export const comparesConstants = (text: ByteString): boolean => alwaysTrueOrFalse.test(replaceComments(text));
