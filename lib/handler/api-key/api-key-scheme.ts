import { headers } from '../../contract/index.ts';
import { realm } from '../authorizer/realm.ts';
import type { Scheme } from '../authorizer/scheme.ts';
import { toChallenge } from '../http-auth/challenge.ts';
import { parseApiKey } from './api-key.ts';
import { type ApiKeyOptions, checkApiKey } from './check-api-key.ts';

/** An API key in the `X-API-Key` header. Nothing is looked up for a text that is no key. */
export const apiKeyScheme = (options: ApiKeyOptions): Scheme => ({
  name: 'apiKey',
  isPresented: (request) => request.headers(headers.apiKey).length > 0,
  challenges: async () => [toChallenge('ApiKey', { realm: realm(), header: headers.apiKey })],
  async authenticate(request) {
    const apiKey = parseApiKey(request.header(headers.apiKey) ?? '');
    if (apiKey === undefined) return { because: 'no API key by its form' };
    return checkApiKey(apiKey, 'apiKey', request, options);
  },
});
