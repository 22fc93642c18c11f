import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** To be raised when the seed fills more than before: the bank of an older file is completed. */
export const demoVersion = 2;

export const demoUser = z.strictObject({
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

export const demoPartner = z.strictObject({ apiKey: z.string(), keyId: z.string() });

const demoFile = z.strictObject({
  version: z.literal(demoVersion),
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
  users: z.strictObject({ alice: demoUser, bob: demoUser, olivia: demoUser }),
  partner: demoPartner,
  tables: z.strictObject({ ledger: z.string(), apiKeys: z.string(), payees: z.string(), credentials: z.string() }),
});

/** `.portcullis/demo.json`: all that a client of the seeded bank needs. */
export type DemoFile = z.infer<typeof demoFile>;
export type DemoUser = z.infer<typeof demoUser>;
export type DemoUserName = keyof DemoFile['users'];

export const demoFileIn = (stateFolder: string): string => join(stateFolder, 'demo.json');

/** @throws Error that says to start the bank when there is no file, or one of another version */
export function readDemoFile(stateFolder: string): DemoFile {
  const file = demoFileIn(stateFolder);
  if (!existsSync(file)) throw new Error(`There is no ${file}: start the bank first, with npm start`);
  const { success, data, error } = demoFile.safeParse(parsed(readFileSync(file, 'utf8')));
  if (success) return data;
  const [where = 'all of it'] = error.issues.map(({ path }) => path.join('.')).filter((path) => path !== '');
  throw new Error(`${file} is not of this version of the bank (${where}): start the bank again, with npm start`);
}

/** Whole or not at all, for its owner only. */
export function writeDemoFile(stateFolder: string, demo: DemoFile): void {
  const file = demoFileIn(stateFolder);
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(demo, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** @returns undefined for what is no JSON */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
