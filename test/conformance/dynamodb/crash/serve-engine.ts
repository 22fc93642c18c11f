import { writeSync } from 'node:fs';
import { createDynamoDb } from '../../../../lib/local/dynamodb/index.ts';
import { tableOf } from '../../../local/dynamodb/support/running.ts';
import { testEnvironment } from '../../../local/support/environment.ts';
import { serve } from '../../../local/support/serve.ts';

/** Serves the engine over HTTP until it is killed; the first line of its output is its endpoint. */
const [folder = ''] = process.argv.slice(2);
const service = createDynamoDb({ environment: testEnvironment(folder) });
service.declareTable(tableOf('ledger'));
const { endpoint } = await serve(service.api);
writeSync(1, `${endpoint}\n`);
