import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createAlarmClock } from '../alarms/index.ts';
import type { SigningIdentity } from '../aws-endpoint/index.ts';
import { AwsError } from '../aws-service.ts';
import type { Deliver } from '../delivery.ts';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import type { MetricsService } from '../metrics/index.ts';
import { assertFunction } from './assert-function.ts';
import { createEventInvocations } from './async/event-invocations.ts';
import { createConcurrency } from './concurrency.ts';
import type { Work } from './execution-environment.ts';
import { createFunctionUnit, type FunctionUnit } from './function-unit.ts';
import type { InvocationResult, LambdaService } from './lambda-service.ts';
import { lambdaApi } from './operations/lambda-api.ts';
import { createPermissions } from './permissions.ts';
import { createProcessBudget } from './process-budget.ts';

export interface LambdaOptions {
  readonly environment: LocalEnvironment;
  readonly iam: Pick<IamService, 'mayBeAssumedBy'>;
  /** Where functions find AWS; asked when a process starts. */
  readonly endpointUrl: () => string;
  /** PEM file of the local CA, which functions trust. */
  readonly caFile: string;
  /** The folder of a file asset, by its key `<hash>.zip`. @throws when there is none */
  readonly assetFolder: (key: string) => string;
  /** Takes what destinations and dead-letter queues get. @default refuses, which is reported */
  readonly deliver?: Deliver;
  /** Takes the metrics that functions print. @default they stay in the log */
  readonly metrics?: Pick<MetricsService, 'record'>;
  /** One file a function, mode 0600. @default `logs` in the state folder */
  readonly logFolder?: string;
  /** How many processes one function may have; more work than that waits. @default 8 */
  readonly processesPerFunction?: number;
  /** How many processes all functions may have together, beside one for each. @default 48 */
  readonly processes?: number;
  /** Whether processes report their memory themselves. @default where there is no `/proc` */
  readonly reportsMemory?: boolean;
  /** Told of every invocation that a process took: Lambda writes its log in the function's role. */
  readonly onInvoked?: (functionArn: string) => void;
  /** Told of what a developer must see. @default console.warn */
  readonly warn?: (message: string) => void;
}

/** AWS Lambda Developer Guide, "Lambda quotas": 6 MB for a synchronous request. */
const REQUEST_LIMIT_BYTES = 6_291_456;

const deliverNothing: Deliver = async ({ targetArn }) => {
  throw new AwsError('InvalidParameterValueException', `The local runtime delivers nothing to ${targetArn}`);
};

/** Runs the functions of the template, from the bundles that would be deployed, each in processes of its own. */
export const createLambda = (options: LambdaOptions): LambdaService => {
  const { environment, warn = console.warn } = options;
  const functions = new Map<string, FunctionUnit>();
  const byAccessKeyId = new Map<string, SigningIdentity>();
  const retentions = new Map<string, number | undefined>();
  const permissions = createPermissions();
  const concurrency = createConcurrency();
  let closed: Promise<void> | undefined;
  const clock = createAlarmClock({ now: environment.now });
  // What environments of a killed runtime left behind.
  rmSync(join(environment.stateFolder, 'scratch'), { recursive: true, force: true });
  const parts = {
    environment,
    logFolder: options.logFolder ?? join(environment.stateFolder, 'logs'),
    endpointUrl: options.endpointUrl,
    caFile: options.caFile,
    processesPerFunction: options.processesPerFunction ?? 8,
    budget: createProcessBudget(options.processes ?? 48),
    metrics: options.metrics,
    retentionDays: (logGroup: string) => retentions.get(logGroup),
    warn,
    reportsMemory: options.reportsMemory,
  };

  const functionArn = (name: string): string => arnOf(environment, 'lambda', `function:${name}`);
  const declared = (nameOrArn: string): FunctionUnit => {
    const found = functions.get(nameOrArn.startsWith('arn:') ? nameOrArn : functionArn(nameOrArn));
    if (found === undefined) throw new Error(`There is no function ${nameOrArn}`);
    return found;
  };

  const run = async ({ pool }: FunctionUnit, work: Work): Promise<InvocationResult> => {
    const reason = concurrency.enter(work.functionArn);
    if (reason !== undefined) return { kind: 'throttled', reason };
    options.onInvoked?.(work.functionArn);
    try {
      return await pool.run(work);
    } finally {
      concurrency.leave(work.functionArn);
    }
  };
  const events = createEventInvocations({
    environment,
    clock,
    functions,
    run,
    deliver: options.deliver ?? deliverNothing,
    warn,
  });

  const end = async (): Promise<void> => {
    clock.close();
    events.stop();
    await Promise.all([...functions.values()].map(({ pool }) => pool.close()));
    for (const { log } of functions.values()) log.close();
    functions.clear();
    events.close();
  };

  const service: Omit<LambdaService, 'api'> = {
    async invoke({ functionArn, payload, traceId, requestId }) {
      const target = functions.get(functionArn);
      if (target === undefined) return { kind: 'crashed', reason: `There is no function ${functionArn}` };
      const text = JSON.stringify(payload);
      const bytes = Buffer.byteLength(text);
      return bytes <= REQUEST_LIMIT_BYTES
        ? run(target, { functionArn, payload: text, traceId, requestId })
        : tooLarge(bytes);
    },
    invokeAsync: ({ functionArn, payload, requestId = randomUUID() }) =>
      events.add(functionArn, requestId, JSON.stringify(payload)),
    checkEvents: () => clock.check(),
    mayInvoke: (request) => permissions.allow(request),
    declareFunction: (declaration) => {
      const arn = functionArn(declaration.name);
      if (functions.has(arn)) throw new Error(`There are two functions named ${declaration.name}`);
      assertFunction(declaration, options.iam);
      const unit = createFunctionUnit(arn, declaration, options.assetFolder(declaration.assetKey), parts);
      functions.set(arn, unit);
      byAccessKeyId.set(unit.identity.accessKeyId, unit.identity);
      concurrency.declare(arn, declaration.reservedConcurrency);
      events.resume(arn);
      return arn;
    },
    declarePermission: (permission) => {
      declared(permission.functionArn);
      permissions.add(permission);
    },
    declareEventInvokeConfig: (arn, config) => events.configure(declared(arn).arn, config),
    declareLogGroup: (name, retentionDays) => void retentions.set(name, retentionDays),
    watchForSecret: (arn, label, value) => functions.get(arn)?.secrets.add(label, value),
    arnOf: (nameOrArn) => declared(nameOrArn).arn,
    roleOf: (arn) => declared(arn).declaration.roleArn,
    identify: (accessKeyId) => byAccessKeyId.get(accessKeyId),
    reload: (functionName, codeFolder) => declared(functionName).renew(codeFolder),
    close() {
      closed ??= end();
      return closed;
    },
  };
  return { ...service, api: lambdaApi({ environment, functions, service }) };
};

const tooLarge = (bytes: number): InvocationResult => ({
  kind: 'failed',
  errorType: 'RequestTooLargeException',
  errorMessage: `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${REQUEST_LIMIT_BYTES} bytes)`,
});
