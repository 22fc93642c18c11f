import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as z from 'zod';
import type { Json } from '../../json.ts';
import type { Answer, Header } from '../answer.ts';
import { groupHeaders } from '../group-values.ts';
import { Refusal } from '../refusal.ts';
import type { RestApi } from '../rest-api.ts';
import { isBinary } from './binary-media-types.ts';
import { remapHeaders } from './remap-headers.ts';

/** API Gateway reads numbers and booleans where it wants a string. */
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const proxyResponse = z.strictObject({
  statusCode: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{3}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(200).max(599))
    .nullish(),
  headers: z.record(z.string(), scalar).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(scalar)).nullish(),
  body: scalar.nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * Reads what a function returned for a Lambda proxy integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 * @throws Refusal 502 for any other shape, as AWS answers it
 */
export function parseProxyResponse(payload: Json, api: RestApi, accept: string | undefined): Answer {
  const parsed = proxyResponse.safeParse(payload);
  if (!parsed.success) throw malformedResponse();
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  const merged = mergeHeaders(headers ?? {}, multiValueHeaders ?? {});
  const contentType = merged.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const isBytes = isBase64Encoded === true && (isBinary(api, accept) || isBinary(api, contentType));
  return {
    status: statusCode ?? 200,
    headers: remapHeaders(contentType === undefined ? [['Content-Type', 'application/json'], ...merged] : merged),
    body: Buffer.from(body ?? '', isBytes ? 'base64' : 'utf8'),
  };
}

/** What AWS says of a function that failed, or that returned what is no response. */
export const malformedResponse = (): Refusal => new Refusal('DEFAULT_5XX', { status: 502 });

/** Both maps in one list; a pair of name and value that stands in both goes out once. */
function mergeHeaders(
  single: Readonly<Record<string, string>>,
  multiple: Readonly<Record<string, readonly string[]>>,
): readonly Header[] {
  const pairs = [
    ...Object.entries(multiple).flatMap(([name, values]) => values.map((value): Header => [name, value])),
    ...Object.entries(single),
  ];
  return [...groupHeaders(pairs)].flatMap(([name, values]) =>
    [...new Set(values)].map((value) => wellFormed(name, value)),
  );
}

function wellFormed(name: string, value: string): Header {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw malformedResponse();
  }
  return [name, value];
}
