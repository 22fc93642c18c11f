import { apiKeyClients } from '../clients/api-key.ts';
import { testClients } from '../clients/test-clients.ts';

testClients(apiKeyClients);
