import { basicClients } from '../clients/basic.ts';
import { testClients } from '../clients/test-clients.ts';

testClients(basicClients);
