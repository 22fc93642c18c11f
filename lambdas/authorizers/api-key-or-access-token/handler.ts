import { accessTokenScheme, anyOf, apiKeyScheme } from '../../../lib/handler/index.ts';
import { apiKeys } from '../api-keys.ts';
import { boundTokens } from '../bound-tokens.ts';
import { metered } from '../metered.ts';

export const handler = metered(anyOf(apiKeyScheme(apiKeys), accessTokenScheme(boundTokens())));
