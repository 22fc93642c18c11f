import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AuthorizerResult } from '../../../lib/handler/index.ts';
import { createSecretsManager } from '../../../lib/local/secrets-manager/index.ts';
import { authorizerEvent } from '../../handler/support/authorizer-event.ts';
import '../support.ts';
import { testEnvironment } from '../../local/support/environment.ts';
import { serve } from '../../local/support/serve.ts';
import { serveLedger } from '../ledger-server.ts';

/** The bank's tables and the two secrets of its API keys, and the variables that lead the handlers there. */
export async function serveKeys() {
  const tables = await serveLedger();
  const vault = createSecretsManager({ environment: testEnvironment('unused'), memory: true });
  const declare = (name: string, text: string) =>
    vault.declareSecret({ name, arnSuffix: 'abcdef', tags: [], value: { kind: 'given', text } }).arn;
  const secrets = await serve(vault.api);
  Object.assign(process.env, {
    API_KEY_PEPPER_SECRET: declare('pepper', 'p'.repeat(64)),
    METERING_KEY_SECRET: declare('metering', 'm'.repeat(40)),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
  });
  return {
    client: tables.client,
    close: async () => {
      await secrets.close();
      vault.close();
      await tables.close();
    },
  };
}

/** The commands that a client sends, by name, in order. */
export function commandsOf(client: DynamoDBClient): string[] {
  const sent: string[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        sent.push(commandName);
        return next(args);
      },
    { step: 'initialize' },
  );
  return sent;
}

/** What a REQUEST authorizer is asked about a key. */
export const keyEvent = (key: string) => authorizerEvent({ 'X-API-Key': [key] });

/** Whether an authorizer let the caller in. */
export const isAllowed = ({ policyDocument }: AuthorizerResult): boolean =>
  policyDocument.Statement[0].Effect === 'Allow';
