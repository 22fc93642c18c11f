import { clientCertificateClients } from '../clients/client-certificate.ts';
import { testClients } from '../clients/test-clients.ts';

testClients(clientCertificateClients);
