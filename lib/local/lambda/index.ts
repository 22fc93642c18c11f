export type { EventInvokeConfig } from './async/event-invoke-config.ts';
export { createLambda, type LambdaOptions } from './create-lambda.ts';
export type {
  FunctionDeclaration,
  Invocation,
  InvocationResult,
  LambdaService,
  LoggingConfiguration,
  LogLevel,
  PermissionDeclaration,
} from './lambda-service.ts';
export { newTraceId } from './new-trace-id.ts';
