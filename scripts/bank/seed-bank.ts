import { existsSync } from 'node:fs';
import { DescribeUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { type DemoFile, demoVersion, writeDemoFile } from './demo-file.ts';
import { fillBank } from './fill-bank.ts';
import { type Recalled, recall } from './recall.ts';
import { parseBankOutputs, type RuntimeFacts } from './runtime-facts.ts';
import { cognitoOf, dynamoDbOf, secretsManagerOf } from './sdk-clients.ts';

type Running = RuntimeFacts & { readonly developer: DemoFile['awsCredentials'] };

/**
 * Fills a bank: two customers with accounts and money, an operator, a partner. All of it through the front door or the AWS
 * SDK, as in an account of AWS. What an earlier start has filled stays as it is; what it lacks, because an older version of
 * the bank has filled it, is added.
 *
 * @param tell hears in a sentence what was added to a bank that had been filled
 * @returns what clients need, also written to `demo.json` (mode 0600) in the state folder
 * @throws Error that says why, and what to do, when a user of the bank is there whose password nobody knows
 */
export async function seedBank(runtime: Running, tell: (sentence: string) => void = () => {}): Promise<DemoFile> {
  const { stateFolder } = runtime;
  const { BankData: data, BankIdentity: identity } = parseBankOutputs(runtime.outputs);
  const access = {
    apiUrl: runtime.apiUrl,
    awsEndpoint: runtime.awsEndpoint,
    region: runtime.region,
    caFile: runtime.caFile,
    awsCredentials: { ...runtime.developer },
  };
  const [cognito, dynamodb, secretsManager] = [cognitoOf(access), dynamoDbOf(access), secretsManagerOf(access)];
  try {
    const recalled = recall(stateFolder);
    const isFirst = !existsSync(recalled.file);
    const added: string[] = [];
    const filled = await fillBank({ access, cognito, dynamodb, secretsManager, data, identity, added }, recalled);
    if (!isFirst && (recalled.fault !== undefined || added.length > 0)) tell(completed(recalled, added));
    const { UserPoolClient } = await cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId: identity.UserPoolId, ClientId: identity.ServiceClientId }),
    );
    const partnerUrl = runtime.domains.find(({ takesCertificates }) => takesCertificates)?.url;
    const demo: DemoFile = {
      version: demoVersion,
      ...access,
      ...(partnerUrl !== undefined && { partnerUrl }),
      tokenEndpoint: `${runtime.awsEndpoint}/oauth2/token`,
      userPoolId: identity.UserPoolId,
      issuer: `https://cognito-idp.${runtime.region}.amazonaws.com/${identity.UserPoolId}`,
      clients: {
        app: { clientId: identity.AppClientId },
        cli: { clientId: identity.CliClientId },
        service: { clientId: identity.ServiceClientId, clientSecret: UserPoolClient?.ClientSecret ?? '' },
      },
      ...filled,
      tables: {
        ledger: data.LedgerTableName,
        apiKeys: data.ApiKeyTableName,
        payees: data.PayeeTableName,
        credentials: data.CredentialTableName,
      },
    };
    writeDemoFile(stateFolder, demo);
    return demo;
  } finally {
    for (const client of [cognito, dynamodb, secretsManager]) client.destroy();
  }
}

const completed = ({ file, fault = 'was of a bank that had more' }: Recalled, added: readonly string[]): string =>
  `${file} ${fault}: ${added.length === 0 ? 'nothing else was missing' : `added ${added.join(', ')}`}.`;
