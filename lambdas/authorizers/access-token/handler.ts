import { accessTokenScheme, createAuthorizer } from '../../../lib/handler/index.ts';
import { accessTokens } from '../tokens.ts';

export const handler = createAuthorizer(accessTokenScheme(accessTokens()));
