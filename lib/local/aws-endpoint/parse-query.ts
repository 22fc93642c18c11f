import { AwsError } from '../aws-service.ts';

/**
 * Names and values of a query, decoded, in order. A plus sign stands for itself, as it does when a request is signed.
 *
 * @throws AwsError for what is no percent-encoding of UTF-8
 */
export const parseQuery = (query: string): [string, string][] => {
  // Most requests have none, and each is asked for it twice.
  if (query === '') return [];
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [decode(name), decode(value)];
    });
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidSignatureException', 'The query is no percent-encoding of UTF-8');
  }
};
