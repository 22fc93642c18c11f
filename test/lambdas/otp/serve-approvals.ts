import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { createCognito } from '../../../lib/local/cognito/index.ts';
import { createIam } from '../../../lib/local/iam/index.ts';
import { createOutbox } from '../../../lib/local/outbox/index.ts';
import { createSecretsManager } from '../../../lib/local/secrets-manager/index.ts';
import { createSes } from '../../../lib/local/ses/index.ts';
import { createTopics } from '../../../lib/local/sns/index.ts';
import { bankPool, declareResource } from '../../local/cognito/fixture.ts';
import { testEnvironment } from '../../local/support/environment.ts';
import { serveSigned } from '../../local/support/serve-signed.ts';
import { serveLedger } from '../ledger-server.ts';

/**
 * The bank's tables, users, secrets and carriers, and the variables that lead the handlers there. To be called before a
 * handler is loaded.
 */
export async function serveApprovals() {
  const tables = await serveLedger();
  const stateFolder = mkdtempSync(join(tmpdir(), 'portcullis-approvals-'));
  const environment = testEnvironment(stateFolder);
  const iam = createIam(environment);
  const outbox = createOutbox({ environment, memory: true });
  const vault = createSecretsManager({ environment, memory: true });
  const cognito = createCognito({ environment, storage: 'memory', outbox });
  const ses = createSes({ environment, outbox });
  const sns = createTopics({ environment, iam, outbox, memory: true, deliver: async () => {} });
  ses.declareIdentity('bank.example.com');
  const pepper = vault.declareSecret({
    ...{ name: 'pepper', arnSuffix: 'abcdef', tags: [] },
    value: { kind: 'given', text: 'p'.repeat(64) },
  });
  const userPoolId = declareResource(cognito, 'AWS::Cognito::UserPool', bankPool, '0000000000aa').ref;
  for (const GroupName of ['customer', 'operator']) {
    const group = { GroupName, UserPoolId: userPoolId };
    declareResource(
      cognito,
      'AWS::Cognito::UserPoolGroup',
      group,
      `0000000000${GroupName === 'customer' ? 'c1' : 'c2'}`,
    );
  }
  const server = await serveSigned([vault.api, cognito.api, ses.api, sns.api], { environment, iam });
  const { endpoint, credentials } = server.asDeveloper;
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: environment.region,
    AWS_ENDPOINT_URL: endpoint,
    ONE_TIME_CODE_PEPPER_SECRET: pepper.arn,
    USER_POOL_ID: userPoolId,
    MAIL_SENDER: 'no-reply@bank.example.com',
  });
  const users = new CognitoIdentityProviderClient(server.asDeveloper);
  return {
    client: tables.client,
    fund: tables.fund,
    befriend: tables.befriend,
    outbox,
    users,
    userPoolId,
    /** Makes a user with these attributes. @returns his subject */
    async user(Username: string, attributes: Readonly<Record<string, string>>): Promise<string> {
      const UserAttributes: AttributeType[] = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      const command = new AdminCreateUserCommand({
        ...{ UserPoolId: userPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' },
      });
      const { User } = await users.send(command);
      return User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
    },
    disable: (Username: string) => users.send(new AdminDisableUserCommand({ UserPoolId: userPoolId, Username })),
    /** The newest message to a destination. */
    lastMessageTo: (to: string) => outbox.list({ to, limit: 1 })[0],
    close: async () => {
      users.destroy();
      await server.close();
      cognito.close();
      vault.close();
      outbox.close();
      await tables.close();
      rmSync(stateFolder, { recursive: true });
    },
  };
}

/** The code in a message. */
export const codeIn = (message: { readonly text: string } | undefined): string =>
  /^(\d{6}) approves/.exec(message?.text ?? '')?.[1] ?? '';
