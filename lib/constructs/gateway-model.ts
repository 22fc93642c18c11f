import * as z from 'zod';

/** The JSON Schema draft-04 document that API Gateway checks a body against. */
export const toGatewayModel = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { target: 'draft-4', io: 'input' });
