import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { httpsClient } from '../https-client.ts';
import type { DemoFile, DemoUser } from './demo-file.ts';
import { signIn } from './sign-in.ts';

const opened = z.object({ accountId: z.string() });

/** Opens accounts through the API, as the customer. @returns their ids, in order */
export async function openAccountAs(options: {
  readonly apiUrl: DemoFile['apiUrl'];
  readonly caFile: DemoFile['caFile'];
  readonly cognito: CognitoIdentityProviderClient;
  readonly clientId: string;
  readonly user: Omit<DemoUser, 'accounts'>;
  readonly names: readonly string[];
  readonly currency: string;
}): Promise<string[]> {
  const { AccessToken } = await signIn(options.cognito, options.clientId, options.user);
  const client = httpsClient(options.apiUrl, options.caFile);
  const accounts: string[] = [];
  try {
    for (const name of options.names) {
      const answer = await client.call('/accounts', {
        method: 'POST',
        headers: { authorization: `Bearer ${AccessToken}` },
        body: { name, currency: options.currency },
      });
      if (answer.status !== 201) throw new Error(`POST /accounts answered ${answer.status}: ${answer.text}`);
      accounts.push(opened.parse(answer.json).accountId);
    }
  } finally {
    client.close();
  }
  return accounts;
}
