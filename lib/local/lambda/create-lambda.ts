import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { SigningIdentity } from '../aws-endpoint/index.ts';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import { assertFunction } from './assert-function.ts';
import { startExecutionEnvironment } from './execution-environment.ts';
import { createExecutionPool, type ExecutionPool } from './execution-pool.ts';
import { functionIdentity } from './function-identity.ts';
import { type FunctionLog, openFunctionLog } from './function-log.ts';
import { functionVariables } from './function-variables.ts';
import type { FunctionDeclaration, InvocationResult, LambdaService } from './lambda-service.ts';
import { createPermissions } from './permissions.ts';
import { handlerFile } from './runtime/handler-file.ts';

export interface LambdaOptions {
  readonly environment: LocalEnvironment;
  readonly iam: Pick<IamService, 'mayBeAssumedBy'>;
  /** Where functions find AWS; asked when a process starts. */
  readonly endpointUrl: () => string;
  /** PEM file of the local CA, which functions trust. */
  readonly caFile: string;
  /** The folder of a file asset, by its key `<hash>.zip`. @throws when there is none */
  readonly assetFolder: (key: string) => string;
  /** One file a function, mode 0600. @default `logs` in the state folder */
  readonly logFolder?: string;
  /** How many processes a function without reserved concurrency may have. @default 8 */
  readonly concurrencyPerFunction?: number;
}

interface DeclaredFunction {
  readonly declaration: FunctionDeclaration;
  readonly identity: SigningIdentity;
  readonly pool: ExecutionPool;
  readonly log: FunctionLog;
  codeFolder: string;
}

/** AWS Lambda Developer Guide, "Lambda quotas": 6 MB for a synchronous request. */
const REQUEST_LIMIT_BYTES = 6_291_456;

/** Runs the functions of the template, from the bundles that would be deployed, each in processes of its own. */
export const createLambda = (options: LambdaOptions): LambdaService => {
  const { environment, concurrencyPerFunction = 8 } = options;
  const logFolder = options.logFolder ?? join(environment.stateFolder, 'logs');
  const functions = new Map<string, DeclaredFunction>();
  const byAccessKeyId = new Map<string, SigningIdentity>();
  const permissions = createPermissions();

  const functionArn = (name: string): string => arnOf(environment, 'lambda', `function:${name}`);
  const declared = (nameOrArn: string): DeclaredFunction => {
    const found = functions.get(nameOrArn.startsWith('arn:') ? nameOrArn : functionArn(nameOrArn));
    if (found === undefined) throw new Error(`There is no function ${nameOrArn}`);
    return found;
  };

  const declare = (declaration: FunctionDeclaration): string => {
    const arn = functionArn(declaration.name);
    if (functions.has(arn)) throw new Error(`There are two functions named ${declaration.name}`);
    assertFunction(declaration, options.iam);
    // What a process may read is told by real paths.
    const codeFolder = realpathSync(options.assetFolder(declaration.assetKey));
    handlerFile(codeFolder, declaration.handler);

    const { name, roleArn, reservedConcurrency } = declaration;
    const identity = functionIdentity({ functionName: name, functionArn: arn, roleArn });
    const compileCacheFolder = join(environment.stateFolder, 'compile-cache', name);
    mkdirSync(compileCacheFolder, { recursive: true, mode: 0o700 });
    const compileCache = realpathSync(compileCacheFolder);
    const log = openFunctionLog(logFolder, declaration);
    const pool = createExecutionPool({
      concurrency: reservedConcurrency ?? concurrencyPerFunction,
      start: () => {
        const { codeFolder } = declared(arn);
        const { region } = environment;
        const surroundings = {
          region,
          endpointUrl: options.endpointUrl(),
          caFile: options.caFile,
          compileCache,
          codeFolder,
        };
        const variables = (logStream: string) =>
          functionVariables(declaration, identity, { ...surroundings, logStream });
        return startExecutionEnvironment({ declaration, codeFolder, compileCache, log, variables });
      },
    });
    functions.set(arn, { declaration, identity, pool, log, codeFolder });
    byAccessKeyId.set(identity.accessKeyId, identity);
    return arn;
  };

  const invoke: LambdaService['invoke'] = async ({ functionArn, payload, traceId }) => {
    const target = functions.get(functionArn);
    if (target === undefined) return { kind: 'crashed', reason: `There is no function ${functionArn}` };
    const text = JSON.stringify(payload);
    const bytes = Buffer.byteLength(text);
    return bytes <= REQUEST_LIMIT_BYTES ? target.pool.run({ functionArn, payload: text, traceId }) : tooLarge(bytes);
  };

  return {
    invoke,
    mayInvoke: (request) => permissions.allow(request),
    declareFunction: declare,
    declarePermission: (permission) => {
      declared(permission.functionArn);
      permissions.add(permission);
    },
    arnOf: (nameOrArn) => functionArn(declared(nameOrArn).declaration.name),
    identify: (accessKeyId) => byAccessKeyId.get(accessKeyId),
    reload: (functionName, codeFolder) => {
      const target = declared(functionName);
      handlerFile(codeFolder, target.declaration.handler);
      target.codeFolder = realpathSync(codeFolder);
      target.pool.renew();
    },
    close: async () => {
      await Promise.all([...functions.values()].map(({ pool }) => pool.close()));
      for (const { log } of functions.values()) log.close();
      functions.clear();
    },
  };
};

const tooLarge = (bytes: number): InvocationResult => ({
  kind: 'failed',
  errorType: 'RequestTooLargeException',
  errorMessage: `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${REQUEST_LIMIT_BYTES} bytes)`,
});
