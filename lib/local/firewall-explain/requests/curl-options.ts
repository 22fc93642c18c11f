import { readFileSync } from 'node:fs';
import { sentBytes } from './stated-request.ts';

/** What the options of a curl line come to, before a request is made of them. Texts are bytes. */
export interface CurlDraft {
  readonly urls: string[];
  readonly headers: string[];
  readonly data: Buffer[];
  readonly cookies: string[];
  readonly remarks: string[];
  method?: string;
  user?: string;
  bearer?: string;
  userAgent?: string;
  referer?: string;
  range?: string;
  isHead?: true;
  isGet?: true;
  isJson?: true;
  isCompressed?: true;
  hasPathAsIs?: true;
  hasPlainUrls?: true;
}

export type CurlOption =
  | { readonly takes: 'a value'; readonly does: (draft: CurlDraft, value: string) => void }
  | { readonly takes: 'nothing'; readonly does: (draft: CurlDraft) => void }
  | { readonly takes: 'a value' | 'nothing'; readonly ignoredBecause: string }
  | { readonly refusedBecause: string };

const value = (does: (draft: CurlDraft, value: string) => void): CurlOption => ({ takes: 'a value', does });
const flag = (does: (draft: CurlDraft) => void): CurlOption => ({ takes: 'nothing', does });
const ignored = (ignoredBecause: string, takes: 'a value' | 'nothing' = 'nothing') => ({ takes, ignoredBecause });
const refused = (refusedBecause: string): CurlOption => ({ refusedBecause });

const output = ignored('it is about what curl shows');
const outputFile = ignored('it is about what curl shows', 'a value');
const trust = ignored('the firewall stands behind TLS');
const trustFile = ignored('the firewall stands behind TLS', 'a value');
const version = ignored('the firewall sees every version alike');
const patience = ignored('it is about how long curl waits', 'a value');
const route = ignored('it is about the way to the server', 'a value');

/** The options of curl that say what is sent, those that do not, and those that cannot be read: all others are refused. */
export const curlOptions: ReadonlyMap<string, CurlOption> = new Map([
  [
    '--request',
    value((draft, method) => {
      draft.method = method;
    }),
  ],
  ['--header', value((draft, header) => void draft.headers.push(...headerLines(header)))],
  ['--data', value((draft, data) => void draft.data.push(dataOf(data)))],
  ['--data-ascii', value((draft, data) => void draft.data.push(dataOf(data)))],
  ['--data-raw', value((draft, data) => void draft.data.push(Buffer.from(data)))],
  [
    '--data-binary',
    value((draft, data) => void draft.data.push(data.startsWith('@') ? fileOf(data) : Buffer.from(data))),
  ],
  ['--data-urlencode', value((draft, data) => void draft.data.push(Buffer.from(urlEncoded(data))))],
  [
    '--json',
    value((draft, data) => {
      draft.isJson = true;
      const more = data.startsWith('@') ? fileOf(data) : Buffer.from(data);
      // Several of them are one document, without an & between.
      draft.data.push(Buffer.concat([draft.data.pop() ?? Buffer.alloc(0), more]));
    }),
  ],
  [
    '--get',
    flag((draft) => {
      draft.isGet = true;
    }),
  ],
  [
    '--head',
    flag((draft) => {
      draft.isHead = true;
    }),
  ],
  [
    '--user',
    value((draft, user) => {
      draft.user = sentBytes(user);
    }),
  ],
  [
    '--oauth2-bearer',
    value((draft, token) => {
      draft.bearer = sentBytes(token);
    }),
  ],
  [
    '--user-agent',
    value((draft, name) => {
      draft.userAgent = sentBytes(name);
    }),
  ],
  [
    '--referer',
    value((draft, page) => {
      draft.referer = sentBytes(page.replace(/;auto$/, ''));
    }),
  ],
  [
    '--range',
    value((draft, range) => {
      draft.range = range;
    }),
  ],
  ['--cookie', value((draft, cookie) => void draft.cookies.push(cookieText(cookie)))],
  [
    '--compressed',
    flag((draft) => {
      draft.isCompressed = true;
    }),
  ],
  [
    '--path-as-is',
    flag((draft) => {
      draft.hasPathAsIs = true;
    }),
  ],
  [
    '--globoff',
    flag((draft) => {
      draft.hasPlainUrls = true;
    }),
  ],
  ['--url', value((draft, url) => void draft.urls.push(url))],
  ...[
    ...[
      '--silent',
      '--show-error',
      '--include',
      '--verbose',
      '--fail',
      '--fail-with-body',
      '--no-buffer',
      '--remote-name',
    ],
    ...['--progress-bar', '--no-progress-meter'],
  ].map((name) => [name, output] as const),
  ...['--output', '--write-out', '--dump-header', '--trace-ascii', '--trace', '--stderr', '--cookie-jar'].map(
    (name) => [name, outputFile] as const,
  ),
  ...['--insecure', '--tlsv1.2', '--tlsv1.3', '--ssl-reqd'].map((name) => [name, trust] as const),
  ...[
    '--cacert',
    '--capath',
    '--cert',
    '--key',
    '--cert-type',
    '--key-type',
    '--pass',
    '--ciphers',
    '--pinnedpubkey',
  ].map((name) => [name, trustFile] as const),
  ...['--http1.0', '--http1.1', '--http2', '--http2-prior-knowledge', '--http3', '--http3-only'].map(
    (name) => [name, version] as const,
  ),
  ...['--max-time', '--connect-timeout', '--retry', '--retry-delay', '--limit-rate'].map(
    (name) => [name, patience] as const,
  ),
  ...['--resolve', '--connect-to', '--interface', '--unix-socket', '--proxy', '--noproxy'].map(
    (name) => [name, route] as const,
  ),
  ['--ipv4', ignored('it is about the way to the server')],
  ['--ipv6', ignored('it is about the way to the server')],
  ['--location', ignored('what a redirect leads to is another request')],
  ['--disable', ignored('no configuration file of curl is read')],
  ['--form', refused('its boundary is random: write the body with --data-binary, or use --raw')],
  ['--form-string', refused('its boundary is random: write the body with --data-binary, or use --raw')],
  ['--upload-file', refused('it sends the body in chunks: use --data-binary and -X PUT')],
  ['--next', refused('it begins a second request: explain one at a time')],
  ['--config', refused('what the file says is not on the line')],
  ['--digest', refused('its answer depends on what the server says first')],
  ['--negotiate', refused('its answer depends on what the server says first')],
  ['--ntlm', refused('its answer depends on what the server says first')],
  ['--aws-sigv4', refused('the signature depends on the moment: use -H')],
  ['--netrc', refused('what the file says is not on the line: use -u')],
]);

/** The long name of each short one. */
export const shortOptions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    X: '--request',
    H: '--header',
    d: '--data',
    G: '--get',
    I: '--head',
    u: '--user',
    A: '--user-agent',
    e: '--referer',
    r: '--range',
    b: '--cookie',
    s: '--silent',
    S: '--show-error',
    i: '--include',
    v: '--verbose',
    f: '--fail',
    N: '--no-buffer',
    O: '--remote-name',
    '#': '--progress-bar',
    o: '--output',
    w: '--write-out',
    D: '--dump-header',
    c: '--cookie-jar',
    k: '--insecure',
    E: '--cert',
    m: '--max-time',
    x: '--proxy',
    '4': '--ipv4',
    '6': '--ipv6',
    L: '--location',
    q: '--disable',
    F: '--form',
    T: '--upload-file',
    K: '--config',
    n: '--netrc',
    g: '--globoff',
    '0': '--http1.0',
    ':': '--next',
  }),
);

const fileOf = (reference: string): Buffer => {
  const name = reference.slice(1);
  if (name === '-') throw new Error(`curl's '${reference}' reads the standard input, which is not on the line`);
  return readFileSync(name);
};

/** `@file` without its line ends and NUL bytes, as curl reads it for `--data`. */
const dataOf = (data: string): Buffer =>
  data.startsWith('@')
    ? Buffer.from(
        fileOf(data)
          .toString('latin1')
          .replace(/[\r\n\0]/g, ''),
        'latin1',
      )
    : Buffer.from(data);

const headerLines = (header: string): readonly string[] =>
  header.startsWith('@') ? fileOf(header).toString('latin1').split(/\r?\n/) : [sentBytes(header)];

/** `content`, `=content`, `name=content`, `@file` or `name@file`. */
function urlEncoded(data: string): string {
  const at = data.search(/[=@]/);
  if (at < 0) return percentEncoded(Buffer.from(data));
  const content = data[at] === '=' ? Buffer.from(data.slice(at + 1)) : fileOf(data.slice(at));
  const name = data.slice(0, at);
  return (name === '' ? '' : `${name}=`) + percentEncoded(content);
}

const percentEncoded = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[^A-Za-z0-9\-._~]/g, (byte) => {
    return byte === ' ' ? '+' : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });

function cookieText(cookie: string): string {
  if (!cookie.includes('=')) throw new Error(`-b '${cookie}' names a file of cookies: write them as name=value`);
  return sentBytes(cookie);
}
