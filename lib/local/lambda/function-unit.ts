import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { SigningIdentity } from '../aws-endpoint/index.ts';
import type { LocalEnvironment } from '../environment.ts';
import { type MetricsService, parseEmbeddedMetrics } from '../metrics/index.ts';
import { assertSelfContained } from './assert-self-contained.ts';
import { startExecutionEnvironment } from './execution-environment.ts';
import { createExecutionPool, type ExecutionPool } from './execution-pool.ts';
import { functionIdentity } from './function-identity.ts';
import { type FunctionLog, openFunctionLog } from './function-log.ts';
import { functionVariables } from './function-variables.ts';
import type { FunctionDeclaration } from './lambda-service.ts';
import type { ProcessBudget } from './process-budget.ts';
import { handlerFile } from './runtime/handler-file.ts';
import { secretValues } from './secret-values.ts';
import { type SecretWatch, watchForSecrets } from './watch-for-secrets.ts';

/** One declared function with all that runs for it. */
export interface FunctionUnit {
  readonly arn: string;
  readonly declaration: FunctionDeclaration;
  readonly identity: SigningIdentity;
  readonly pool: ExecutionPool;
  readonly log: FunctionLog;
  readonly secrets: SecretWatch;
  /** @throws Error when its handler is not there */
  renew(codeFolder: string): void;
}

export interface FunctionUnitParts {
  readonly environment: LocalEnvironment;
  readonly logFolder: string;
  readonly endpointUrl: () => string;
  readonly caFile: string;
  readonly processesPerFunction: number;
  readonly budget: ProcessBudget;
  readonly metrics: Pick<MetricsService, 'record'> | undefined;
  readonly retentionDays: (logGroup: string) => number | undefined;
  readonly warn: (message: string) => void;
  readonly reportsMemory: boolean | undefined;
}

/** @throws Error when there is no handler in the code, or the code leads out of its folder */
export const createFunctionUnit = (
  arn: string,
  declaration: FunctionDeclaration,
  assetFolder: string,
  parts: FunctionUnitParts,
): FunctionUnit => {
  const { environment } = parts;
  const { name, roleArn, handler, reservedConcurrency = parts.processesPerFunction } = declaration;
  const check = (folder: string): string => {
    assertSelfContained(folder);
    handlerFile(folder, handler);
    // What a process may read is told by real paths.
    return realpathSync(folder);
  };
  let codeFolder = check(assetFolder);

  const identity = functionIdentity({ functionName: name, functionArn: arn, roleArn });
  const compileCacheFolder = join(environment.stateFolder, 'compile-cache', name);
  mkdirSync(compileCacheFolder, { recursive: true, mode: 0o700 });
  const compileCache = realpathSync(compileCacheFolder);

  const { secretAccessKey, sessionToken = '' } = identity;
  const credentials = { AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken };
  const secrets = watchForSecrets(
    new Map([...secretValues(declaration.variables), ...Object.entries(credentials)]),
    (label) => {
      const message = `${name} prints the value of ${label} into its log: whoever reads the log has the secret`;
      log.noted('-', message);
      parts.warn(message);
    },
  );
  const log = openFunctionLog({
    folder: parts.logFolder,
    declaration,
    now: environment.now,
    retentionDays: () => parts.retentionDays(declaration.logging.logGroup),
    onLine(line) {
      secrets.read(line);
      parts.metrics?.record(parseEmbeddedMetrics(line));
    },
  });
  const start = () => {
    const { region } = environment;
    const { caFile, reportsMemory } = parts;
    const surroundings = { region, endpointUrl: parts.endpointUrl(), caFile, compileCache, codeFolder };
    return startExecutionEnvironment({
      declaration,
      codeFolder,
      compileCache,
      scratchParent: join(environment.stateFolder, 'scratch'),
      log,
      variables: (process) => functionVariables(declaration, identity, { ...surroundings, ...process }),
      reportsMemory,
    });
  };
  const processes = Math.min(reservedConcurrency, parts.processesPerFunction);
  const pool = createExecutionPool({ processes, budget: parts.budget, start });
  return {
    arn,
    declaration,
    identity,
    pool,
    log,
    secrets,
    renew(folder) {
      codeFolder = check(folder);
      pool.renew();
    },
  };
};
