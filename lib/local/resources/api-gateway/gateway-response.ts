import * as z from 'zod';
import {
  type GatewayResponseType,
  gatewayResponseTypes,
  parseTemplate,
  shortId,
  type Template,
  variableTemplate,
} from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';

const parameter = /^gatewayresponse\.header\.(?<name>[A-Za-z0-9!#$%&'*+.^_`|~-]+)$/;

// The keys of the table are the type's members, by its definition.
const types = Object.keys(gatewayResponseTypes) as GatewayResponseType[];

export const gatewayResponse = resourceType({
  type: 'AWS::ApiGateway::GatewayResponse',
  properties: z.strictObject({
    RestApiId: z.string(),
    ResponseType: z.enum(types),
    StatusCode: z
      .string()
      .regex(/^[2-5]\d\d$/)
      .optional(),
    ResponseParameters: z.record(z.string().regex(parameter), z.string().min(1)).default({}),
    ResponseTemplates: z.record(z.string(), z.string()).default({}),
  }),
  enforcement: { kind: 'enforced' },
  declare({ path, uniqueSuffix, properties: given }, { gateway }) {
    const id = shortId(uniqueSuffix);
    gateway.declareGatewayResponse(given.RestApiId, given.ResponseType, {
      status: given.StatusCode === undefined ? undefined : Number(given.StatusCode),
      headers: new Map(
        Object.entries(given.ResponseParameters).map(([key, value]) => [
          parameter.exec(key)?.groups?.['name'] ?? key,
          toHeaderTemplate(value, path),
        ]),
      ),
      templates: new Map(
        Object.entries(given.ResponseTemplates).map(([type, text]) => [type, parseTemplate(text, path)]),
      ),
    });
    return { ref: id, attributes: { Id: id } };
  },
});

/** A literal in single quotes, else one variable. */
const toHeaderTemplate = (value: string, path: string): Template =>
  /^'[^\r\n]*'$/.test(value) ? [value.slice(1, -1)] : variableTemplate(value, path);
