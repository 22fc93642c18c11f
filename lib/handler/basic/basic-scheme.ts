import { parseApiKey } from '../api-key/api-key.ts';
import { type ApiKeyOptions, checkApiKey } from '../api-key/check-api-key.ts';
import { realm } from '../authorizer/realm.ts';
import type { Scheme } from '../authorizer/scheme.ts';
import { toChallenge } from '../http-auth/challenge.ts';
import { parseBasic } from './parse-basic.ts';

/**
 * Basic authentication (RFC 7617) with an API key: its public id is the user id, the whole key the password. A password that
 * a human chose is never taken, because none has the form of a key.
 */
export const basicScheme = (options: ApiKeyOptions): Scheme => ({
  name: 'basic',
  isPresented: ({ authorization }) => authorization?.scheme === 'basic',
  challenges: async () => [toChallenge('Basic', { realm: realm(), charset: 'UTF-8' })],
  async authenticate(request) {
    const credentials = request.authorization && parseBasic(request.authorization);
    const apiKey = credentials && parseApiKey(credentials.password);
    if (apiKey === undefined) return { because: 'no API key as a password' };
    if (apiKey.keyId !== credentials?.userId) return { because: 'a key of another user id' };
    return checkApiKey(apiKey, 'basic', request, options);
  },
});
