import { clientCertificateScheme, createAuthorizer } from '../../../lib/handler/index.ts';
import { clientCertificates } from '../client-certificates.ts';

export const handler = createAuthorizer(clientCertificateScheme(clientCertificates));
