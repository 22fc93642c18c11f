import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { type LocalRuntime, runLocally } from '../../lib/local/index.ts';
import { type DemoFile, type DemoUserName, readDemoFile } from '../../scripts/bank/demo-file.ts';
import { cognitoOf } from '../../scripts/bank/sdk-clients.ts';
import { seedBank } from '../../scripts/bank/seed-bank.ts';
import { signIn } from '../../scripts/bank/sign-in.ts';
import { type HttpAnswer, type HttpCall, type HttpsClient, httpsClient } from '../../scripts/https-client.ts';
import { synthesiseForTests } from './assembly.ts';

/** A bank with customers, an operator and a partner, over HTTPS. */
export interface RunningBank {
  readonly demo: DemoFile;
  readonly client: HttpsClient;
  /** The tokens of the user, the same ones for the whole file. */
  tokens(user: DemoUserName): Promise<AuthenticationResultType>;
  /** The access token among them. */
  token(user: DemoUserName): Promise<string>;
  /** Calls as a user. */
  as(user: DemoUserName, path: string, call?: HttpCall): Promise<HttpAnswer>;
  /** Undefined when the suite runs against a deployed stack. */
  readonly runtime: LocalRuntime | undefined;
  close(): Promise<void>;
}

/**
 * Starts the bank for one test file and stops it at its end. With `PORTCULLIS_URL` and `PORTCULLIS_STATE` (a folder with
 * the `demo.json` of a seeded stack) the same tests run against what is deployed there.
 */
export function bankForTests(): () => RunningBank {
  let bank: RunningBank | undefined;
  before(async () => {
    bank = process.env['PORTCULLIS_URL'] === undefined ? await startBank() : await deployedBank();
  });
  after(() => bank?.close());
  return () => {
    if (bank === undefined) throw new Error('the bank runs inside tests only');
    return bank;
  };
}

/** Starts a bank of its own on free ports, with state that is gone when it closes; `now` is its clock. */
export async function startBank(assembly?: string, now: () => number = Date.now): Promise<RunningBank> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'portcullis-state-'));
  const runtime = await runLocally({ assembly: assembly ?? (await synthesiseForTests()), stateFolder, now });
  const end = async () => {
    await runtime.close();
    rmSync(stateFolder, { recursive: true, force: true });
  };
  try {
    return talkTo(await seedBank(runtime), runtime, end);
  } catch (error) {
    // Otherwise its servers keep the process of the test for ever.
    await end();
    throw error;
  }
}

async function deployedBank(): Promise<RunningBank> {
  const demo = readDemoFile(process.env['PORTCULLIS_STATE'] ?? '.portcullis');
  return talkTo({ ...demo, apiUrl: process.env['PORTCULLIS_URL'] ?? demo.apiUrl }, undefined, async () => {});
}

function talkTo(demo: DemoFile, runtime: LocalRuntime | undefined, end: () => Promise<void>): RunningBank {
  const client = httpsClient(demo.apiUrl, demo.caFile);
  const cognito = cognitoOf(demo);
  const signedIn = new Map<DemoUserName, Promise<AuthenticationResultType>>();
  const tokens = (user: DemoUserName) => {
    const known = signedIn.get(user) ?? signIn(cognito, demo.clients.cli.clientId, demo.users[user]);
    signedIn.set(user, known);
    return known;
  };
  const token = async (user: DemoUserName) => accessTokenOf(await tokens(user));
  return {
    demo,
    client,
    runtime,
    tokens,
    token,
    async as(user, path, call = {}) {
      return client.call(path, { ...call, headers: { authorization: `Bearer ${await token(user)}`, ...call.headers } });
    },
    async close() {
      client.close();
      cognito.destroy();
      await end();
    },
  };
}

function accessTokenOf({ AccessToken }: AuthenticationResultType): string {
  if (AccessToken === undefined) throw new Error('the sign-in gave no access token');
  return AccessToken;
}
