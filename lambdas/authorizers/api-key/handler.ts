import { apiKeyScheme } from '../../../lib/handler/index.ts';
import { apiKeys } from '../api-keys.ts';
import { metered } from '../metered.ts';

export const handler = metered(apiKeyScheme(apiKeys));
