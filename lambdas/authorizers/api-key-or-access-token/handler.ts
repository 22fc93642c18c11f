import { accessTokenScheme, anyOf, apiKeyScheme } from '../../../lib/handler/index.ts';
import { apiKeys } from '../keys.ts';
import { metered } from '../metered.ts';
import { boundTokens } from '../tokens.ts';

export const handler = metered(anyOf(apiKeyScheme(apiKeys), accessTokenScheme(boundTokens())));
