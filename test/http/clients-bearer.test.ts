import { bearerClients } from '../clients/bearer.ts';
import { testClients } from '../clients/test-clients.ts';

testClients(bearerClients);
