import { signatureClients } from '../clients/signature.ts';
import { testClients } from '../clients/test-clients.ts';

testClients(signatureClients);
