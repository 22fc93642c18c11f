import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const user = z.strictObject({
  username: z.string(),
  password: z.string(),
  /** Base 32, as authenticator apps take it (RFC 6238; SHA-1, 6 digits, 30 seconds). */
  totpSecret: z.string(),
  /** The `sub` of the user. */
  subject: z.string(),
  group: z.enum(['customer', 'operator']),
  /** Ids of the user's accounts. */
  accounts: z.array(z.string()),
});

const demoFile = z.strictObject({
  apiUrl: z.string(),
  /** Of the domain where partners show client certificates, where there is one. */
  partnerUrl: z.string().optional(),
  awsEndpoint: z.string(),
  region: z.string(),
  /** PEM file of the local certificate authority. */
  caFile: z.string(),
  /** For the AWS SDK against `awsEndpoint`; worthless anywhere else. */
  awsCredentials: z.strictObject({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  userPoolId: z.string(),
  issuer: z.string(),
  tokenEndpoint: z.string(),
  clients: z.strictObject({
    /** USER_SRP_AUTH only. */
    app: z.strictObject({ clientId: z.string() }),
    /** USER_SRP_AUTH and USER_PASSWORD_AUTH. */
    cli: z.strictObject({ clientId: z.string() }),
    /** client_credentials. */
    service: z.strictObject({ clientId: z.string(), clientSecret: z.string() }),
  }),
  users: z.strictObject({ alice: user, bob: user, olivia: user }),
  partner: z.strictObject({ apiKey: z.string(), keyId: z.string() }),
  tables: z.strictObject({ ledger: z.string(), apiKeys: z.string(), payees: z.string(), credentials: z.string() }),
});

/** `.portcullis/demo.json`: all that a client of the seeded bank needs. */
export type DemoFile = z.infer<typeof demoFile>;
export type DemoUser = z.infer<typeof user>;
export type DemoUserName = keyof DemoFile['users'];

export const demoFileIn = (stateFolder: string): string => join(stateFolder, 'demo.json');

/** @throws Error that says to start the bank when there is no file */
export function readDemoFile(stateFolder: string): DemoFile {
  const file = demoFileIn(stateFolder);
  if (!existsSync(file)) throw new Error(`There is no ${file}: start the bank first, with npm start`);
  return demoFile.parse(JSON.parse(readFileSync(file, 'utf8')));
}
