import { type CurlDraft, curlOptions, shortOptions } from './curl-options.ts';
import { type StatedRequest, sentBytes, splitTarget } from './stated-request.ts';

type Header = readonly [name: string, value: string];

/** Which curl is meant where the line leaves it open; the header order and all else has been so for years. */
const userAgent = 'curl/7.88.1';

/**
 * The request that curl would send for these arguments: its own headers, in its own order.
 *
 * @throws Error naming an option that is not understood, or that cannot be
 */
export function readCurl(args: readonly string[]): StatedRequest {
  const draft: CurlDraft = { urls: [], headers: [], data: [], cookies: [], remarks: [] };
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word.startsWith('--')) takeOption(word, word, draft, () => nextOf(words, word ?? ''));
    else if (word.startsWith('-') && word !== '-') takeShort(word, draft, words);
    else draft.urls.push(word);
  }
  return requestOf(draft);
}

function takeShort(word: string, draft: CurlDraft, words: string[]): void {
  for (let at = 1; at < word.length; at += 1) {
    const shown = `-${word.charAt(at)}`;
    const long = shortOptions.get(word.charAt(at));
    if (long === undefined) throw new Error(`curl's ${shown} is not understood here`);
    const rest = word.slice(at + 1);
    let isRestTaken = false;
    takeOption(long, shown, draft, () => {
      isRestTaken = true;
      return rest === '' ? nextOf(words, shown) : rest;
    });
    if (isRestTaken) return;
  }
}

function takeOption(name: string, shown: string, draft: CurlDraft, value: () => string): void {
  const option = curlOptions.get(name);
  if (option === undefined) throw new Error(`curl's ${shown} is not understood here`);
  if ('refusedBecause' in option) throw new Error(`curl's ${shown} cannot be explained: ${option.refusedBecause}`);
  if ('ignoredBecause' in option) {
    if (option.takes === 'a value') value();
    draft.remarks.push(`${shown} is ignored: ${option.ignoredBecause}`);
  } else if (option.takes === 'a value') option.does(draft, value());
  else option.does(draft);
}

function nextOf(words: string[], option: string): string {
  const next = words.shift();
  if (next === undefined) throw new Error(`curl's ${option} needs a value`);
  return next;
}

function requestOf(draft: CurlDraft): StatedRequest {
  const [written, ...others] = draft.urls;
  if (written === undefined || others.length > 0) throw new Error('a curl line names one URL');
  const hasData = draft.data.length > 0;
  if (hasData && draft.isHead && !draft.isGet) throw new Error('curl sends either -I or data');
  const url = partsOf(written, draft);
  const body = Buffer.concat(draft.data.flatMap((data, index) => (index === 0 ? [data] : [Buffer.from('&'), data])));
  const inQuery = hasData && draft.isGet ? body.toString('latin1') : '';
  const queryString = [url.queryString, inQuery].filter((part) => part !== '').join('&');
  const sent = hasData && !draft.isGet ? body : undefined;
  return {
    request: {
      method: draft.method ?? (draft.isHead ? 'HEAD' : sent === undefined ? 'GET' : 'POST'),
      uriPath: url.uriPath,
      queryString,
      headers: headersOf(draft, { host: url.host, user: draft.user ?? url.user, body: sent }),
      body: sent ?? Buffer.alloc(0),
    },
    remarks: draft.remarks,
  };
}

const urlShape = /^(?:(https?):\/\/)?(?:([^/?#@]*)@)?([^/?#]+)([^?#]*)(\?[^#]*)?(?:#.*)?$/is;

function partsOf(written: string, { hasPathAsIs, hasPlainUrls }: CurlDraft) {
  const text = sentBytes(written);
  if (!hasPlainUrls && /[[\]{}]/.test(text)) {
    throw new Error(`curl reads [ ] { } in a URL as a pattern of several: add -g, or encode them`);
  }
  const [, scheme = 'http', user, host, path = '', query = ''] = urlShape.exec(text) ?? [];
  if (host === undefined || host.endsWith(':') || /[\0- \x7f]/.test(text))
    throw new Error(`'${written}' is no URL that curl would take`);
  const isDefaultPort = scheme.toLowerCase() === 'https' ? host.endsWith(':443') : host.endsWith(':80');
  const encoded = path.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  return {
    ...splitTarget(`${(hasPathAsIs ? encoded : withoutDots(encoded)) || '/'}${query === '?' ? '' : query}`),
    host: isDefaultPort ? host.replace(/:\d+$/, '') : host,
    user: user === undefined ? undefined : decodeURIComponent(user),
  };
}

/** RFC 3986 §5.2.4, as curl does it: dots that are written as `%2e` stay. */
function withoutDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..' && kept.length > 1) kept.pop();
    if (segment !== '.' && segment !== '..') kept.push(segment);
    else if (isLast) kept.push('');
  }
  return kept.join('/');
}

interface Sent {
  readonly host: string;
  readonly user: string | undefined;
  readonly body: Buffer | undefined;
}

function headersOf(draft: CurlDraft, { host, user, body }: Sent): readonly Header[] {
  const own = draft.headers.flatMap(ownHeader);
  const isNamed = (name: string) => own.some((header) => header.name.toLowerCase() === name.toLowerCase());
  const json: readonly Header[] = draft.isJson
    ? [
        ['Content-Type', 'application/json'],
        ['Accept', 'application/json'],
      ]
    : [];
  const given: readonly Header[] = [
    ...own.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
    ...json.filter(([name]) => !isNamed(name)),
  ];
  const unlessGiven = (name: string, value: string | undefined): readonly Header[] =>
    value === undefined || isNamed(name) || given.some(([other]) => other.toLowerCase() === name.toLowerCase())
      ? []
      : [[name, value]];
  const isHost = ([name]: Header) => name.toLowerCase() === 'host';
  const basic = user === undefined ? undefined : `Basic ${Buffer.from(withColon(user), 'latin1').toString('base64')}`;
  const isChunked = given.some(([name, value]) => /^transfer-encoding$/i.test(name) && /chunked/i.test(value));
  const length = body === undefined || isChunked ? undefined : String(body.length);
  return [
    ...(isNamed('Host') ? given.filter(isHost) : [['Host', host] as const]),
    ...unlessGiven('Authorization', draft.bearer === undefined ? basic : `Bearer ${draft.bearer}`),
    ...unlessGiven('Range', draft.range === undefined ? undefined : `bytes=${draft.range}`),
    ...unlessGiven('User-Agent', draft.userAgent === '' ? undefined : (draft.userAgent ?? userAgent)),
    ...unlessGiven('Accept', '*/*'),
    ...unlessGiven('Accept-Encoding', draft.isCompressed ? 'deflate, gzip, br, zstd' : undefined),
    ...unlessGiven('Referer', draft.referer === '' ? undefined : draft.referer),
    ...unlessGiven('Cookie', draft.cookies.length === 0 ? undefined : draft.cookies.join(';')),
    ...given.filter((header) => !isHost(header)),
    ...unlessGiven('Content-Length', length),
    ...unlessGiven('Content-Type', body === undefined ? undefined : 'application/x-www-form-urlencoded'),
    ...unlessGiven('Expect', body !== undefined && body.length > 1_048_576 ? '100-continue' : undefined),
  ];
}

const withColon = (user: string): string => (user.includes(':') ? user : `${user}:`);

/** `Name: value` sets, `Name:` takes curl's own away, `Name;` sends an empty one; what is none of these is not sent. */
function ownHeader(line: string): readonly { readonly name: string; readonly value: string | undefined }[] {
  const [, name, mark, rest = ''] = /^([^:;]+)([:;])(.*)$/s.exec(line) ?? [];
  if (name === undefined) return [];
  const value = rest.trim();
  if (mark === ';') return value === '' ? [{ name: name.trim(), value: '' }] : [];
  return [{ name: name.trim(), value: value === '' ? undefined : value }];
}
