import { clientCertificateScheme } from '../../../lib/handler/index.ts';
import { clientCertificates } from '../client-certificates.ts';
import { metered } from '../metered.ts';

export const handler = metered(clientCertificateScheme(clientCertificates));
