import type { SigningIdentity } from '../aws-endpoint/index.ts';
import type { AwsRestService } from '../aws-service.ts';
import type { Json } from '../json.ts';
import type { EventInvokeConfig } from './async/event-invoke-config.ts';
import type { ThrottleReason } from './concurrency.ts';

export interface Invocation {
  readonly functionArn: string;
  readonly payload: Json;
  /** `Root=1-…`, for `_X_AMZN_TRACE_ID`. */
  readonly traceId: string;
  /** @default a random one */
  readonly requestId?: string;
}

export type InvocationResult =
  | { readonly kind: 'returned'; readonly payload: Json }
  /** The handler threw or rejected: `errorType` and `errorMessage` as Lambda reports them. */
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string }
  /** The handler ran into its timeout and was killed. */
  | { readonly kind: 'timed-out' }
  /** The function could not be started, or its process died. */
  | { readonly kind: 'crashed'; readonly reason: string }
  /** As many invocations are under way as may be: AWS answers 429 `TooManyRequestsException`, `Rate Exceeded.` */
  | { readonly kind: 'throttled'; readonly reason: ThrottleReason };

/** Where the lines of a function go and how they look (`AWS::Lambda::Function` `LoggingConfig`). */
export interface LoggingConfiguration {
  readonly format: 'Text' | 'JSON';
  /** `/aws/lambda/<name>` unless the template names another. */
  readonly logGroup: string;
  /** Least level that `console` writes in JSON format. */
  readonly applicationLevel: LogLevel;
  /** `WARN` leaves out the START, END and REPORT lines in JSON format. */
  readonly systemLevel: 'DEBUG' | 'INFO' | 'WARN';
}

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

export interface FunctionDeclaration {
  readonly name: string;
  readonly roleArn: string;
  /** `<hash>.zip`, the key of the asset: what would be deployed. */
  readonly assetKey: string;
  /** `index.handler`: file without extension, then the exported name. */
  readonly handler: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** How many invocations may run at once; 0 refuses all. Undefined shares what the account has left. */
  readonly reservedConcurrency: number | undefined;
  readonly logging: LoggingConfiguration;
  /** What the stand-in of `/tmp` may hold (`EphemeralStorage`). @default 512 */
  readonly storageMegabytes?: number;
  /** A queue or topic for events that were given up (`DeadLetterConfig`). */
  readonly deadLetterArn?: string | undefined;
  readonly description?: string | undefined;
}

/** `AWS::Lambda::Permission`: who may invoke a function, and for what. */
export interface PermissionDeclaration {
  readonly functionArn: string;
  /** `apigateway.amazonaws.com` */
  readonly principal: string;
  /** With `*` and `?`, as `ArnLike` compares. */
  readonly sourceArn: string | undefined;
  readonly sourceAccount: string | undefined;
}

export interface LambdaService {
  /** What the AWS endpoint serves: `Invoke` and a few that read. */
  readonly api: AwsRestService;
  /** Runs the function once and always answers; does not ask {@link LambdaService.mayInvoke}. */
  invoke(invocation: Invocation): Promise<InvocationResult>;
  /**
   * Keeps an event for the function, over a `kill -9`, and answers its request id. The function runs soon after, and again
   * as AWS retries it. Does not ask {@link LambdaService.mayInvoke}.
   *
   * @throws AwsError when there is no such function or the event is too large
   */
  invokeAsync(invocation: Omit<Invocation, 'traceId'>): string;
  /** Runs what is due by now, for a test that moved the clock. */
  checkEvents(): Promise<void>;
  /** Whether a permission lets the service invoke the function for the source; API Gateway answers 500 without one. */
  mayInvoke(request: { readonly functionArn: string; readonly principal: string; readonly sourceArn: string }): boolean;
  /** Answers the ARN. @throws when the name is taken, the role unfit, the handler file missing or a value out of bounds */
  declareFunction(declaration: FunctionDeclaration): string;
  /** @throws when there is no such function */
  declarePermission(permission: PermissionDeclaration): void;
  /** How asynchronous invocations of a function are retried, and where their outcomes go. @throws for a second one */
  declareEventInvokeConfig(functionArn: string, config: EventInvokeConfig): void;
  /** How long the log of the functions that write to a group is kept. */
  declareLogGroup(name: string, retentionDays: number | undefined): void;
  /** Reports it when the function prints this value, which it has fetched. `label` says what it is, without its value. */
  watchForSecret(functionArn: string, label: string, value: string): void;
  /** By ARN or name, as a permission may spell it. @throws when there is no such function */
  arnOf(nameOrArn: string): string;
  /** The role in which a function runs. @throws when there is no such function */
  roleOf(functionArn: string): string;
  /** Which function signs with this access key, or undefined. */
  identify(accessKeyId: string): SigningIdentity | undefined;
  /** New code for a function: what runs finishes on the old, what comes starts on the new. @throws for an unknown name */
  reload(functionName: string, codeFolder: string): void;
  /** Ends every process within a second; what still runs is answered with `crashed`. */
  close(): Promise<void>;
}
