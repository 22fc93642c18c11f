import { allOf, apiKeyScheme, clientCertificateScheme } from '../../../lib/handler/index.ts';
import { apiKeys } from '../api-keys.ts';
import { clientCertificates } from '../client-certificates.ts';
import { metered } from '../metered.ts';

export const handler = metered(allOf(apiKeyScheme(apiKeys), clientCertificateScheme(clientCertificates)));
