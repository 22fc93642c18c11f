import type { ByteString } from '../engine/byte-string.ts';
import { urlDecode, urlDecodeUni } from './url-decode.ts';

/** What can be done to the query string before it is taken apart, so that WAF sees the arguments the API will see. */
export const preParseTransformations: ReadonlyMap<string, (query: ByteString) => ByteString> = new Map([
  ['NONE', (query: ByteString) => query],
  ['URL_DECODE', urlDecode],
  ['URL_DECODE_UNI', urlDecodeUni],
  ['REPLACE_SEMICOLONS_WITH_AMPERSANDS', (query: ByteString) => query.replaceAll(';', '&')],
  ['COMBINE_DUPLICATE_QUERY_ARGS_BY_COMMA', combineDuplicates],
]);

/** `a=1&b=2&a=3` becomes `a=1,3&b=2`: each name keeps its first place. */
function combineDuplicates(query: ByteString): ByteString {
  const values = new Map<ByteString, ByteString[]>();
  for (const argument of query.split('&')) {
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    const known = values.get(name) ?? [];
    if (equals >= 0) known.push(argument.slice(equals + 1));
    values.set(name, known);
  }
  return [...values].map(([name, them]) => (them.length > 0 ? `${name}=${them.join(',')}` : name)).join('&');
}
