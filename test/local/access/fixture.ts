import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccess } from '../../../lib/local/access/index.ts';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';

export const table = 'arn:aws:dynamodb:eu-central-1:123456789012:table/Ledger';
const account = { partition: 'aws', region: 'eu-central-1', accountId: '123456789012' };
const trust: Json = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
};
export const logs = { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' };

const resource = (path: string, type: string, ref: string, attributes: JsonObject, properties: JsonObject) => ({
  path,
  resourceType: { type },
  properties,
  identity: { ref, attributes: attributes as Record<string, Json> },
});

/** Functions `get` and `put`, each in a role of its own with the statements given, over one table. */
export const accessFixture = (roles: Readonly<Record<string, readonly JsonObject[]>>, now = 1_795_000_000_000) => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-access-'));
  const stateFolder = join(folder, 'services');
  const environment = { ...account, stateFolder, masterKey: Buffer.alloc(32), now: () => now };
  mkdirSync(stateFolder);
  const iam = createIam(environment);
  const hints: string[] = [];
  const access = createAccess({
    environment,
    iam,
    logFolder: join(folder, 'logs'),
    warn: (hint) => void hints.push(hint),
  });
  const functionArn = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;
  const functions = Object.entries(roles).map(([name, statements]) => {
    const roleArn = iam.declareRole({ name, trustPolicy: trust, inlinePolicies: [], managedPolicyArns: [] });
    iam.declareManagedPolicy({
      name: `${name}Rights`,
      document: { Version: '2012-10-17', Statement: statements },
      roleNames: [name],
      path: `Bank/${name}/Role/Rights/Resource`,
    });
    return resource(
      `Bank/${name}/Function/Resource`,
      'AWS::Lambda::Function',
      name,
      { Arn: functionArn(name) },
      { Role: roleArn, LoggingConfig: { LogGroup: `${name}Log` }, TracingConfig: { Mode: 'PassThrough' } },
    );
  });
  access.describe([
    ...functions,
    ...Object.keys(roles).map((name) =>
      resource(`Bank/${name}/Log/Resource`, 'AWS::Logs::LogGroup', `${name}Log`, {}, {}),
    ),
    resource(
      'Bank/Ledger/Table/Resource',
      'AWS::DynamoDB::Table',
      'Ledger',
      { Arn: table },
      { Tags: [{ Key: 'tier', Value: 'gold' }] },
    ),
  ]);
  return {
    folder,
    iam,
    access,
    hints,
    log: () => readFileSync(join(folder, 'logs', 'refused-rights.log'), 'utf8'),
    invoked: (name: string) => access.invoked(functionArn(name)),
    call: (name: string, action: string, on = table) =>
      iam.evaluate({
        roleArn: `arn:aws:iam::123456789012:role/${name}`,
        functionArn: functionArn(name),
        action,
        resource: on,
      }).decision,
    [Symbol.dispose]: () => {
      access.close();
      rmSync(folder, { recursive: true });
    },
  };
};
