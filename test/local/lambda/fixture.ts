import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createLambda,
  type FunctionDeclaration,
  type LambdaOptions,
  type LambdaService,
} from '../../../lib/local/lambda/index.ts';
import { testEnvironment } from '../support/environment.ts';

export interface Fixture extends AsyncDisposable {
  readonly folder: string;
  readonly lambda: LambdaService;
  /** Writes the module `index.mjs` of a function and declares it; answers its ARN. */
  declare(name: string, code: string, overrides?: Partial<FunctionDeclaration>): string;
  /** Writes another bundle and answers its folder. */
  bundle(key: string, code: string): string;
}

export interface FixtureOptions extends Partial<LambdaOptions> {
  /** @default the clock of this machine */
  readonly now?: () => number;
}

export const arn = (name: string): string => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;

export const lambdaFixture = ({ now, ...options }: FixtureOptions = {}): Fixture => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-lambda-'));
  const assetFolder = (key: string): string => join(folder, 'assets', key);
  const lambda = createLambda({
    environment: testEnvironment(join(folder, 'state'), now),
    iam: { mayBeAssumedBy: (role) => !role.endsWith('/untrusted') },
    endpointUrl: () => 'https://localhost:8444',
    caFile: join(folder, 'ca.pem'),
    assetFolder,
    ...options,
  });
  const bundle = (key: string, code: string): string => {
    mkdirSync(assetFolder(key), { recursive: true });
    writeFileSync(join(assetFolder(key), 'index.mjs'), code);
    return assetFolder(key);
  };
  return {
    folder,
    lambda,
    bundle,
    declare: (name, code, overrides) => {
      bundle(`${name}.zip`, code);
      return lambda.declareFunction({
        name,
        roleArn: 'arn:aws:iam::123456789012:role/teller',
        assetKey: `${name}.zip`,
        handler: 'index.handler',
        variables: {},
        timeoutSeconds: 3,
        memoryMegabytes: 256,
        reservedConcurrency: undefined,
        logging: { format: 'Text', logGroup: `/aws/lambda/${name}`, applicationLevel: 'INFO', systemLevel: 'INFO' },
        ...overrides,
      });
    },
    [Symbol.asyncDispose]: async () => {
      await lambda.close();
      rmSync(folder, { recursive: true });
    },
  };
};

/** Invokes with a payload and hopes for a value. */
export const call = async (lambda: LambdaService, functionArn: string, payload: object = {}) =>
  // Test payloads are JSON by construction.
  lambda.invoke({ functionArn, payload: payload as never, traceId: 'Root=1-5759e988-bd862e3fe1be46a994272793' });

/** Whether a process runs; one that has ended and not been waited for does not. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

/** Waits, as long as the test may take, until the processes have gone. */
export const gone = async (pids: readonly number[]): Promise<void> => {
  while (pids.some(isAlive)) await sleep(20);
};

/** Of a handler that returns its `process.pid`. */
export const pidOf = (result: Awaited<ReturnType<typeof call>>): number => {
  assert.equal(result.kind, 'returned');
  return Number(result.payload);
};

/** Returns its process id, or never yields. */
export const hang = `export const handler = async ({ hang }) => { while (hang); return process.pid; };`;
