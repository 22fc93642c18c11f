import { type ByteString, toByteString } from '../firewall/engine/byte-string.ts';
import type { InspectedRequest } from '../firewall/index.ts';
import { transformations } from '../firewall/transformations/transformations.ts';

/** Headers that hold credentials whether or not the app's log hides them. */
const credentialHeaders = [
  ...['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key', 'x-auth-token'],
  ...['x-amz-security-token', 'one-time-proof', 'dpop', 'signature'],
];

/** What arguments, form fields and JSON members are called that hold credentials. */
const credentialName =
  /pass(?:word|wd|phrase|code)|^pin$|secret|token|api[_-]?key|credential|otp|one_?time|assertion|code_verifier|^code$|signature|private/i;

/** A shorter one would be found everywhere; it is hidden only where it stands alone. */
const shortestInside = 4;

/** What they make of a text is not what they make of its parts: a whole that holds a credential is hidden whole. */
const mixing = new Set(['BASE64_DECODE', 'BASE64_DECODE_EXT', 'HEX_DECODE', 'SQL_HEX_DECODE', 'MD5']);

/** A part of a text, from `start` up to `end`. */
export type Span = readonly [start: number, end: number];

/** Finds the credentials of one request wherever they show up, also after transformations. */
export interface Credentials {
  /** Where they stand in a text of a field (`Body`) that went through these transformations. */
  readonly spansIn: (text: ByteString, chain: readonly string[], field: string) => readonly Span[];
}

/** @param hiddenHeaders those that the app's log hides, beside those that everybody hides */
export function credentialsOf(
  request: Pick<InspectedRequest, 'headers' | 'queryString' | 'body'>,
  hiddenHeaders: readonly string[],
): Credentials {
  const hidden = new Set([...credentialHeaders, ...hiddenHeaders.map((name) => name.toLowerCase())]);
  const inHeaders = request.headers
    .filter(([name]) => hidden.has(name.toLowerCase()))
    .flatMap(([name, value]) => [value, ...partsOf(name.toLowerCase(), value)]);
  const inQuery = pairsIn(request.queryString);
  const inBody = [...pairsIn(request.body.toString('latin1')), ...inJson(request.body)];
  const secrets = [...new Set([...inHeaders, ...inQuery, ...inBody].map(toByteString))].filter((text) => text !== '');
  const held = new Map([
    ['QueryString', inQuery],
    ['Body', inBody],
    ['JsonBody', inBody],
  ]);
  const byChain = new Map<string, readonly ByteString[]>();
  const after = (chain: readonly string[]): readonly ByteString[] => {
    const key = chain.join();
    const known = byChain.get(key);
    if (known !== undefined) return known;
    const changed = secrets.flatMap((secret) => stagesOf(secret, chain));
    const longestFirst = [...new Set(changed)].filter((text) => text !== '').sort((a, b) => b.length - a.length);
    byChain.set(key, longestFirst);
    return longestFirst;
  };
  return {
    spansIn: (text, chain, field) => {
      const isMixed = chain.some((name) => mixing.has(name)) && (held.get(field)?.length ?? 0) > 0;
      if (isMixed) return [[0, text.length]];
      return merged(
        after(chain).flatMap((secret) =>
          text === secret || secret.length >= shortestInside ? spansOf(text, secret) : [],
        ),
      );
    },
  };
}

/** As it was sent, and after each transformation: what decodes nothing leaves it as it was. */
function stagesOf(secret: ByteString, chain: readonly string[]): readonly ByteString[] {
  const stages = [secret];
  for (const name of chain) stages.push(transformations.get(name)?.(stages.at(-1) ?? '') ?? '');
  return stages;
}

/** `Bearer x` holds x, and a cookie header the values of its cookies. */
const partsOf = (name: string, value: string): readonly string[] =>
  name === 'cookie'
    ? value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())
    : value.split(/\s+/).slice(1);

const pairsIn = (text: string): readonly string[] =>
  text.split('&').flatMap((pair) => {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    return at < 0 || !credentialName.test(pair.slice(0, at))
      ? []
      : [value, transformations.get('URL_DECODE')?.(value) ?? value];
  });

function inJson(body: Buffer): readonly string[] {
  if (!/^\s*[[{]/.test(body.toString('latin1', 0, 64))) return [];
  try {
    return membersOf(JSON.parse(body.toString('utf8')), false);
  } catch {
    return [];
  }
}

function membersOf(value: unknown, isSecret: boolean): readonly string[] {
  if (typeof value !== 'object' || value === null) {
    return isSecret && value !== null ? [Buffer.from(String(value)).toString('latin1')] : [];
  }
  return Object.entries(value).flatMap(([name, member]) => membersOf(member, isSecret || credentialName.test(name)));
}

function spansOf(text: ByteString, secret: ByteString): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
    spans.push([at, at + secret.length]);
  }
  return spans;
}

function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const [start, end] of spans.toSorted(([one], [other]) => one - other)) {
    const last = result.at(-1);
    if (last === undefined || start > last[1]) result.push([start, end]);
    else result[result.length - 1] = [last[0], Math.max(last[1], end)];
  }
  return result;
}
