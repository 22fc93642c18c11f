import { accessTokenScheme, createAuthorizer } from '../../../lib/handler/index.ts';
import { admit } from '../../sessions/admit.ts';
import { tokenIssuers } from '../token-issuers.ts';

/** Tokens of the bank's own users, whose sessions are looked up. */
export const handler = createAuthorizer(accessTokenScheme({ issuers: tokenIssuers(), admit }));
