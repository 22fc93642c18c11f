import { anyOf, basicScheme, digestScheme } from '../../../lib/handler/index.ts';
import { apiKeys } from '../api-keys.ts';
import { digestUsers } from '../digest-users.ts';
import { metered } from '../metered.ts';

export const handler = metered(anyOf(basicScheme(apiKeys), digestScheme(digestUsers)));
