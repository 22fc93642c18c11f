import type { Answer, Header } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { valuesOf } from '../received-request.ts';
import type { Refusal } from '../refusal.ts';
import type { GatewayResponse } from '../rest-api.ts';
import { escapeForJson, renderTemplate } from './template.ts';

/**
 * What the gateway answers by itself: the response that the template declares for the type, else for its whole class
 * (`DEFAULT_4XX`, `DEFAULT_5XX`), else AWS's own.
 */
export function toGatewayResponse(exchange: Exchange, refusal: Refusal): Answer {
  if (refusal.answer !== undefined) return refusal.answer;
  const { gatewayResponses } = exchange.api;
  const declared =
    gatewayResponses.get(refusal.type) ?? gatewayResponses.get(refusal.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const errorType: Header = ['x-amzn-ErrorType', refusal.errorType];
  if (declared === undefined) {
    return {
      status: refusal.status,
      headers: [['Content-Type', 'application/json'], errorType],
      body: Buffer.from(JSON.stringify({ [refusal.member]: refusal.text })),
    };
  }
  const [contentType, body] = renderBody(declared, exchange, refusal);
  const headers = new Map<string, Header>([
    ['content-type', ['Content-Type', contentType]],
    ['x-amzn-errortype', errorType],
    ...mappedHeaders(declared, exchange),
  ]);
  return { status: declared.status ?? refusal.status, headers: [...headers.values()], body: Buffer.from(body) };
}

function renderBody({ templates }: GatewayResponse, exchange: Exchange, refusal: Refusal): [string, string] {
  const accepted = valuesOf(exchange.request.headers, 'accept')[0] ?? '';
  const type = [accepted, 'application/json', ...templates.keys()].find((candidate) => templates.has(candidate));
  const template = type === undefined ? undefined : templates.get(type);
  return type === undefined || template === undefined
    ? ['application/json', JSON.stringify({ message: refusal.text })]
    : // AWS puts values in as they are; here nothing that a caller sent can leave its quotation marks.
      [type, renderTemplate(template, exchange, { missing: '', encode: escapeForJson })];
}

function mappedHeaders({ headers }: GatewayResponse, exchange: Exchange): (readonly [string, Header])[] {
  return [...headers].flatMap(([name, template]) => {
    const value = renderTemplate(template, exchange, { missing: '', encode: removeControlCharacters });
    return value === '' ? [] : [[name.toLowerCase(), [name, value]] as const];
  });
}

/** No value can end its header (RFC 9110 §5.5). */
const removeControlCharacters = (value: string): string => value.replace(/[^\t\x20-\x7e]/g, '');
