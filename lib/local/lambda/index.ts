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
