import type { SigningIdentity } from '../aws-endpoint/index.ts';
import type { FunctionDeclaration } from './lambda-service.ts';

/**
 * Names that a function's configuration must not set, because Lambda does.
 * AWS Lambda Developer Guide, "Defined runtime environment variables".
 */
export const reservedVariables: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
  'TZ',
]);

export interface ProcessSurroundings {
  readonly region: string;
  readonly endpointUrl: string;
  /** PEM file of the local CA. */
  readonly caFile: string;
  /** Folder where Node keeps the function's compiled code, so that the next cold start is shorter. */
  readonly compileCache: string;
  readonly codeFolder: string;
  readonly logStream: string;
  /** What stands in for `/tmp`. */
  readonly scratch: string;
}

/** The whole environment of a function's process: nothing of the developer's own shell is in it. */
export const functionVariables = (
  declaration: FunctionDeclaration,
  identity: SigningIdentity,
  surroundings: ProcessSurroundings,
): Readonly<Record<string, string>> => ({
  LANG: 'en_US.UTF-8',
  PATH: '/usr/local/bin:/usr/bin:/bin',
  ...declaration.variables,
  _HANDLER: declaration.handler,
  AWS_DEFAULT_REGION: surroundings.region,
  AWS_REGION: surroundings.region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: declaration.name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(declaration.memoryMegabytes),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_FORMAT: declaration.logging.format,
  AWS_LAMBDA_LOG_GROUP_NAME: declaration.logging.logGroup,
  AWS_LAMBDA_LOG_LEVEL: declaration.logging.applicationLevel,
  AWS_LAMBDA_LOG_STREAM_NAME: surroundings.logStream,
  AWS_ACCESS_KEY_ID: identity.accessKeyId,
  AWS_SECRET_ACCESS_KEY: identity.secretAccessKey,
  AWS_SESSION_TOKEN: identity.sessionToken ?? '',
  LAMBDA_TASK_ROOT: surroundings.codeFolder,
  TZ: ':UTC',
  // Not Lambda's: where `os.tmpdir()` and AWS are on this machine, and how to trust it.
  TMPDIR: surroundings.scratch,
  AWS_ENDPOINT_URL: surroundings.endpointUrl,
  NODE_EXTRA_CA_CERTS: surroundings.caFile,
  NODE_COMPILE_CACHE: surroundings.compileCache,
});
