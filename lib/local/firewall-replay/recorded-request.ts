import { utf8Bytes } from '../firewall/engine/byte-string.ts';
import type { InspectedRequest } from '../firewall/index.ts';
import type { Withheld } from '../firewall/inspected-request.ts';
import { redacted } from '../firewall/log/redaction.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { WafRecord } from './waf-record.ts';

type Header = readonly [name: string, value: string];

/** The request of a record. What the log keeps to itself is withheld from the rules. */
export function recordedRequest({ httpRequest, ...record }: WafRecord, bodyLimitBytes: number): InspectedRequest {
  // Our own log writes bytes, AWS's text.
  const bytesOf = typeof record.localEnforcement === 'string' ? (text: string) => text : utf8Bytes;
  const headers = httpRequest.headers.map(({ name, value }): Header => [bytesOf(name), bytesOf(value)]);
  const bodyBytes = record.requestBodySize ?? statedLength(headers, httpRequest.httpMethod);
  const isOversize = bodyBytes !== undefined && bodyBytes > bodyLimitBytes;
  return {
    method: bytesOf(httpRequest.httpMethod),
    uriPath: bytesOf(httpRequest.uri),
    queryString: bytesOf(httpRequest.args),
    headers,
    // Of an oversize body it is enough to know that it is one, where the rule says what then.
    body: isOversize ? Buffer.alloc(bodyBytes) : Buffer.alloc(0),
    clientIp: httpRequest.clientIp,
    requestId: httpRequest.requestId ?? '-',
    withheld: withholding({ record: { ...record, httpRequest }, headers, bodyBytes, isOversize }),
  };
}

/** A request whose headers announce no body has none; one that is sent in chunks may be of any length. */
function statedLength(headers: readonly Header[], method: string): number | undefined {
  const headerOf = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const length = headerOf('content-length');
  if (length !== undefined && /^\d{1,15}$/.test(length)) return Number(length);
  return headerOf('transfer-encoding') === undefined && /^(?:GET|HEAD|OPTIONS)$/.test(method) ? 0 : undefined;
}

interface Known {
  readonly record: WafRecord;
  readonly headers: readonly Header[];
  readonly bodyBytes: number | undefined;
  readonly isOversize: boolean;
}

const unknown: Withheld = { bytes: undefined };

/** A credential that is no secret here: whoever sends this word is as little known as who was hidden. */
const isHidden = (value: string): boolean => value.includes(redacted);

function withholding({ record, headers, bodyBytes, isOversize }: Known): NonNullable<InspectedRequest['withheld']> {
  const { uri, args, httpMethod } = record.httpRequest;
  const isCut = (field: string) => record.oversizeFields?.includes(field) === true;
  const hiddenNames = headers.filter(([, value]) => isHidden(value)).map(([name]) => name.toLowerCase());
  const hides = (isSo: boolean) => (isSo ? unknown : undefined);
  const body = ({ OversizeHandling = 'CONTINUE' }: JsonObject): Withheld | undefined => {
    if (bodyBytes === 0 || (isOversize && OversizeHandling !== 'CONTINUE')) return undefined;
    return { bytes: bodyBytes };
  };
  const parts: ReadonlyMap<string, (details: JsonObject) => Withheld | undefined> = new Map([
    ['Method', () => hides(isHidden(httpMethod))],
    ['UriPath', () => hides(isHidden(uri))],
    ['QueryString', () => hides(isHidden(args))],
    ['AllQueryArguments', () => hides(isHidden(args))],
    ['SingleQueryArgument', () => hides(isHidden(args))],
    ['Cookies', () => hides(hiddenNames.includes('cookie') || isCut('REQUEST_COOKIES'))],
    ['HeaderOrder', () => hides(isCut('REQUEST_HEADERS'))],
    ['Headers', (details: JsonObject) => hides(isCut('REQUEST_HEADERS') || hiddenNames.some(pickedBy(details)))],
    [
      'SingleHeader',
      ({ Name }: JsonObject) => {
        const name = String(Name).toLowerCase();
        const isThere = headers.some(([header]) => header.toLowerCase() === name);
        return hides(hiddenNames.includes(name) || (!isThere && isCut('REQUEST_HEADERS')));
      },
    ],
    ['Body', body],
    ['JsonBody', body],
  ]);
  return (field) => {
    const [name = '', details] = Object.entries(field)[0] ?? [];
    return parts.get(name)?.(isJsonObject(details) ? details : {});
  };
}

/** Whether a rule about many headers looks at the value of one. */
function pickedBy({ MatchPattern, MatchScope }: JsonObject): (name: string) => boolean {
  if (MatchScope === 'KEY') return () => false;
  const { IncludedHeaders, ExcludedHeaders } = isJsonObject(MatchPattern) ? MatchPattern : {};
  const namesIn = (list: unknown) => (Array.isArray(list) ? list.map((name) => String(name).toLowerCase()) : undefined);
  const included = namesIn(IncludedHeaders);
  const excluded = namesIn(ExcludedHeaders);
  return (name) => included?.includes(name) ?? !(excluded?.includes(name) ?? false);
}
