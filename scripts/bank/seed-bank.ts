import { existsSync, writeFileSync } from 'node:fs';
import { DescribeUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { openAccountAs } from './bank-client.ts';
import { type DemoFile, type DemoUser, type DemoUserName, demoFileIn, readDemoFile } from './demo-file.ts';
import { bookOpeningDeposits } from './deposit.ts';
import { enrolUser } from './enrol-user.ts';
import { issuePartnerKey } from './issue-partner-key.ts';
import { registerPayees } from './register-payees.ts';
import { type BankOutputs, parseBankOutputs, type RuntimeFacts } from './runtime-facts.ts';
import { cognitoOf, dynamoDbOf, secretsManagerOf } from './sdk-clients.ts';

type Running = RuntimeFacts & { readonly developer: DemoFile['awsCredentials'] };

const PEOPLE: readonly { readonly name: DemoUserName; readonly group: DemoUser['group'] }[] = [
  { name: 'alice', group: 'customer' },
  { name: 'bob', group: 'customer' },
  { name: 'olivia', group: 'operator' },
];

/**
 * Fills an empty bank: two customers with accounts and money, an operator, a partner. All of it through the front door or
 * the AWS SDK, as in an account of AWS. A bank that was filled before is left as it is.
 *
 * @returns what clients need, also written to `demo.json` (mode 0600) in the state folder
 */
export async function seedBank(runtime: Running): Promise<DemoFile> {
  const file = demoFileIn(runtime.stateFolder);
  const where = {
    apiUrl: runtime.apiUrl,
    partnerUrl: runtime.domains.find(({ takesCertificates }) => takesCertificates)?.url,
    awsEndpoint: runtime.awsEndpoint,
    region: runtime.region,
    caFile: runtime.caFile,
    awsCredentials: { ...runtime.developer },
    tokenEndpoint: `${runtime.awsEndpoint}/oauth2/token`,
  };
  const demo = existsSync(file)
    ? { ...readDemoFile(runtime.stateFolder), ...where }
    : await fill(where, parseBankOutputs(runtime.outputs));
  writeFileSync(file, `${JSON.stringify(demo, undefined, 2)}\n`, { mode: 0o600 });
  return demo;
}

type Where = Pick<
  DemoFile,
  'apiUrl' | 'partnerUrl' | 'awsEndpoint' | 'region' | 'caFile' | 'awsCredentials' | 'tokenEndpoint'
>;

async function fill(where: Where, { BankData: data, BankIdentity: identity }: BankOutputs): Promise<DemoFile> {
  const [cognito, dynamodb, secretsManager] = [cognitoOf(where), dynamoDbOf(where), secretsManagerOf(where)];
  const cli = { userPoolId: identity.UserPoolId, clientId: identity.CliClientId };
  try {
    const [alice, bob, olivia] = await Promise.all(
      PEOPLE.map(({ name, group }) => enrolUser({ cognito, ...cli, username: name, group })),
    );
    if (alice === undefined || bob === undefined || olivia === undefined) throw new Error('a user is missing');
    const open = (user: Omit<DemoUser, 'accounts'>, names: readonly string[]) =>
      openAccountAs({ ...where, cognito, clientId: cli.clientId, user, names, currency: 'EUR' });
    const [ofAlice, ofBob] = await Promise.all([open(alice, ['Household', 'Savings']), open(bob, ['Everyday'])]);
    await bookOpeningDeposits({
      dynamodb,
      ledgerTable: data.LedgerTableName,
      currency: 'EUR',
      treasury: 100_000_000,
      deposits: [...ofAlice, ...ofBob].map((accountId) => ({ accountId, amount: 1_000_000 })),
    });
    const pays = (owner: DemoUser['subject'], name: string, accounts: readonly string[]) =>
      registerPayees({
        ...{ dynamodb, payeeTable: data.PayeeTableName, owner },
        payees: accounts.map((accountId) => ({ accountId, name })),
      });
    await Promise.all([pays(alice.subject, 'Bob', ofBob), pays(bob.subject, 'Alice', ofAlice)]);
    const partner = await issuePartnerKey({
      dynamodb,
      secretsManager,
      apiKeyTable: data.ApiKeyTableName,
      pepperSecret: data.ApiKeyPepperSecretArn,
      scopes: ['bank/rates.read'],
      roles: ['partner'],
    });
    const { UserPoolClient } = await cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId: identity.UserPoolId, ClientId: identity.ServiceClientId }),
    );
    return {
      ...where,
      userPoolId: identity.UserPoolId,
      issuer: `https://cognito-idp.${where.region}.amazonaws.com/${identity.UserPoolId}`,
      clients: {
        app: { clientId: identity.AppClientId },
        cli: { clientId: identity.CliClientId },
        service: { clientId: identity.ServiceClientId, clientSecret: UserPoolClient?.ClientSecret ?? '' },
      },
      users: {
        alice: { ...alice, accounts: ofAlice },
        bob: { ...bob, accounts: ofBob },
        olivia: { ...olivia, accounts: [] },
      },
      partner,
      tables: {
        ledger: data.LedgerTableName,
        apiKeys: data.ApiKeyTableName,
        payees: data.PayeeTableName,
        credentials: data.CredentialTableName,
      },
    };
  } finally {
    for (const client of [cognito, dynamodb, secretsManager]) client.destroy();
  }
}
