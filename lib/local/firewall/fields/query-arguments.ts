import { type ByteString, toByteString } from '../engine/byte-string.ts';

/** Name and value of each argument, undecoded, in order; `&` separates. An argument without `=` has an empty value. */
export const parseQueryArguments = (query: ByteString): readonly (readonly [name: ByteString, value: ByteString])[] =>
  toByteString(query)
    .split('&')
    .filter((argument) => argument !== '')
    .map((argument) => {
      const equals = argument.indexOf('=');
      return equals < 0 ? [argument, ''] : [argument.slice(0, equals), argument.slice(equals + 1)];
    });
