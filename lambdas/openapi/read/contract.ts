import * as z from 'zod';
import { endpoint, publicAccess } from '../../../lib/contract/index.ts';

export const readOpenApi = endpoint({
  route: 'GET /openapi.json',
  summary: 'Show this API as an OpenAPI document',
  tags: ['service'],
  access: publicAccess({ because: 'Callers read the documentation before they hold any credentials' }),
  effect: 'reads',
  responses: { 200: z.looseObject({ openapi: z.string().regex(/^3\.1\.\d+$/) }) },
});
