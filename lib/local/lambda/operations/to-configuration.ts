import type { JsonObject } from '../../json.ts';
import type { FunctionUnit } from '../function-unit.ts';
import { DEFAULT_STORAGE_MEGABYTES } from '../watch-limits.ts';

/** A function as the API describes it: `FunctionConfiguration`, without the members that nothing here stands for. */
export const toConfiguration = ({ arn, declaration }: FunctionUnit): JsonObject => {
  const { logging, storageMegabytes = DEFAULT_STORAGE_MEGABYTES, deadLetterArn } = declaration;
  return {
    FunctionName: declaration.name,
    FunctionArn: arn,
    Version: '$LATEST',
    Description: declaration.description ?? '',
    Runtime: 'nodejs24.x',
    PackageType: 'Zip',
    Role: declaration.roleArn,
    Handler: declaration.handler,
    Timeout: declaration.timeoutSeconds,
    MemorySize: declaration.memoryMegabytes,
    EphemeralStorage: { Size: storageMegabytes },
    Environment: { Variables: { ...declaration.variables } },
    LoggingConfig: {
      LogFormat: logging.format,
      LogGroup: logging.logGroup,
      ...(logging.format === 'JSON' && {
        ApplicationLogLevel: logging.applicationLevel,
        SystemLogLevel: logging.systemLevel,
      }),
    },
    ...(deadLetterArn !== undefined && { DeadLetterConfig: { TargetArn: deadLetterArn } }),
    State: 'Active',
    LastUpdateStatus: 'Successful',
  };
};
