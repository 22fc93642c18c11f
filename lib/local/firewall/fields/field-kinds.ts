import type { FieldKind } from '../engine/field.ts';
import { ja3Fingerprint, ja4Fingerprint, uriFragment } from './absent.ts';
import { allQueryArguments } from './all-query-arguments.ts';
import { body } from './body.ts';
import { cookies } from './cookies.ts';
import { headerOrder } from './header-order.ts';
import { headers } from './headers.ts';
import { jsonBody } from './json-body.ts';
import { method, queryString, uriPath } from './request-line.ts';
import { singleHeader } from './single-header.ts';
import { singleQueryArgument } from './single-query-argument.ts';

export const fieldKinds: ReadonlyMap<string, FieldKind> = new Map(
  [
    allQueryArguments,
    body,
    cookies,
    headerOrder,
    headers,
    ja3Fingerprint,
    ja4Fingerprint,
    jsonBody,
    method,
    queryString,
    singleHeader,
    singleQueryArgument,
    uriFragment,
    uriPath,
  ].map((kind) => [kind.name, kind]),
);
