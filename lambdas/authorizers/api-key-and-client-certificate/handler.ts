import { allOf, apiKeyScheme, clientCertificateScheme, createAuthorizer } from '../../../lib/handler/index.ts';
import { clientCertificates } from '../client-certificates.ts';
import { apiKeys } from '../keys.ts';

export const handler = createAuthorizer(allOf(apiKeyScheme(apiKeys), clientCertificateScheme(clientCertificates)));
