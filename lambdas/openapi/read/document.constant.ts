import { toOpenApi } from '../../../lib/contract/index.ts';
import { bankApi } from '../../api.ts';

/** The bundler evaluates this module, so that the function carries the document and no zod. */
// Every OpenAPI document has this field (OpenAPI 3.1 §4.8.1), and the response is validated before it is sent.
export const document = toOpenApi(bankApi) as { readonly openapi: string };
