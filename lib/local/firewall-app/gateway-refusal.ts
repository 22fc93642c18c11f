import type { CustomAnswer } from '../firewall/index.ts';
import { gatewayResponseTypes } from '../gateway/gateway-response-types.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Template } from '../template/index.ts';

/**
 * What the API answers when the firewall refuses without an answer of its own: its response to `WAF_FILTERED`, else to
 * `DEFAULT_4XX`, else AWS's. Of the variables of a template only the id of the request is filled in.
 */
export function gatewayRefusal(templates: readonly Template[], requestId: string): CustomAnswer {
  const { status, errorType, message } = gatewayResponseTypes.WAF_FILTERED;
  const all = templates.flatMap(({ Resources }) => Object.values(Resources));
  const declared = ['WAF_FILTERED', 'DEFAULT_4XX']
    .map((type) => all.find(({ Type, Properties }) => isResponse(Type) && Properties['ResponseType'] === type))
    .find((response) => response !== undefined)?.Properties;
  const parameters = Object.entries(objectIn(declared?.['ResponseParameters'])).flatMap(([name, value]) => {
    const [, header] = /^gatewayresponse\.header\.(.+)$/.exec(name) ?? [];
    return header === undefined ? [] : [[header, String(value).replace(/^'([\s\S]*)'$/, '$1')] as const];
  });
  const isContentType = ([name]: readonly [string, string]) => name.toLowerCase() === 'content-type';
  const [type = 'application/json', content] = Object.entries(objectIn(declared?.['ResponseTemplates']))[0] ?? [];
  return {
    status: Number(declared?.['StatusCode'] ?? status),
    headers: [['x-amzn-ErrorType', errorType], ...parameters.filter((parameter) => !isContentType(parameter))],
    body: {
      contentType: parameters.find(isContentType)?.[1] ?? type,
      content: String(content ?? JSON.stringify({ message })).replaceAll('$context.requestId', requestId),
    },
  };
}

const isResponse = (type: string) => type === 'AWS::ApiGateway::GatewayResponse';

const objectIn = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});
