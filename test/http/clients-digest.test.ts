import { digestClients } from '../clients/digest.ts';
import { testClients } from '../clients/test-clients.ts';

testClients(digestClients);
