import { signatureScheme } from '../../../lib/handler/index.ts';
import { metered } from '../metered.ts';
import { signingKeys } from '../signing-keys.ts';

export const handler = metered(signatureScheme(signingKeys));
