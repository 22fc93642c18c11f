import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { developerIdentity } from '../aws-endpoint/index.ts';
import type { JsonObject } from '../json.ts';
import { readPrivateFile } from '../private-file.ts';
import { type AwsAccess, callDynamoDb } from './call-aws.ts';
import { type RuntimeFile, readRuntimeFile } from './runtime-file.ts';

/** Output of a stack that names the table of credentials. */
const TABLE_OUTPUT = 'CredentialTableName';
const LOCAL_ACCOUNT = { partition: 'aws', accountId: '123456789012' };

export interface RevocationTarget {
  readonly table: string;
  readonly access: AwsAccess;
}

/**
 * The table of the system that runs with a state folder.
 *
 * @param table @default the one that an output `CredentialTableName` names
 * @throws Error when nothing runs there, or no output names a table
 */
export function localTarget(stateFolder: string, table: string | undefined): RevocationTarget {
  const runtime = readRuntimeFile(stateFolder);
  const masterKey = Buffer.from(readPrivateFile(join(stateFolder, 'master.key')) ?? '', 'base64');
  const { accessKeyId, secretAccessKey } = developerIdentity({ ...LOCAL_ACCOUNT, masterKey });
  return {
    table: table ?? tableIn(runtime),
    access: {
      endpoint: runtime.awsEndpoint,
      region: runtime.region,
      ca: readFileSync(runtime.caFile, 'utf8'),
      accessKeyId,
      secretAccessKey,
    },
  };
}

/**
 * A table in AWS, with the credentials of the environment.
 *
 * @throws Error for a variable that is missing
 */
export function deployedTarget(
  table: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): RevocationTarget {
  const variable = (name: string): string => {
    const value = variables[name];
    if (value === undefined || value === '') throw new Error(`--deployed needs the variable ${name}`);
    return value;
  };
  if (table === undefined) throw new Error('--deployed needs --table');
  const region = variable('AWS_REGION');
  const sessionToken = variables['AWS_SESSION_TOKEN'];
  return {
    table,
    access: {
      endpoint: `https://dynamodb.${region}.amazonaws.com`,
      region,
      accessKeyId: variable('AWS_ACCESS_KEY_ID'),
      secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken !== undefined && { sessionToken }),
    },
  };
}

/** Writes that a certificate is revoked, under the id by which authorizers look for that. */
export const revokeCertificate = (
  { table, access }: RevocationTarget,
  id: string,
  facts: Readonly<Record<'subjectDN' | 'issuerDN' | 'serialNumber', string>>,
  nowMillis: number,
): Promise<void> => {
  const item: JsonObject = {
    credentialId: { S: `certificate#${id}` },
    status: { S: 'revoked' },
    revokedAtSeconds: { N: String(Math.floor(nowMillis / 1_000)) },
    revokedBy: { S: 'portcullis-certs' },
    ...Object.fromEntries(Object.entries(facts).map(([name, text]) => [name, { S: text }])),
  };
  return callDynamoDb(access, 'PutItem', { TableName: table, Item: item }, nowMillis);
};

function tableIn({ outputs }: RuntimeFile): string {
  const names = Object.values(outputs).flatMap((stack) => stack[TABLE_OUTPUT] ?? []);
  const [name, ...others] = names.filter((each) => typeof each === 'string');
  if (name === undefined || others.length > 0) {
    throw new Error(`${names.length} outputs are called ${TABLE_OUTPUT}: name the table with --table`);
  }
  return name;
}
