import { anyOf, basicScheme, createAuthorizer, digestScheme } from '../../../lib/handler/index.ts';
import { digestUsers } from '../digest-users.ts';
import { apiKeys } from '../keys.ts';

export const handler = createAuthorizer(anyOf(basicScheme(apiKeys), digestScheme(digestUsers)));
