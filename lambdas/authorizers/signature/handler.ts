import { createAuthorizer, signatureScheme } from '../../../lib/handler/index.ts';
import { signingKeys } from '../signing-keys.ts';

export const handler = createAuthorizer(signatureScheme(signingKeys));
