import { apiKeyScheme, createAuthorizer } from '../../../lib/handler/index.ts';
import { apiKeys } from '../keys.ts';

export const handler = createAuthorizer(apiKeyScheme(apiKeys));
