import { format } from 'node:util';

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

const levelOf = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const;

/**
 * Makes `console` write as in Lambda: tabs between time, request, level and message, or one JSON object a line, in which
 * case lines below `AWS_LAMBDA_LOG_LEVEL` are left out.
 */
export const writeConsole = (variables: NodeJS.ProcessEnv, requestId: () => string): void => {
  const asJson = variables['AWS_LAMBDA_LOG_FORMAT'] === 'JSON';
  const least = levels.indexOf(variables['AWS_LAMBDA_LOG_LEVEL'] ?? 'TRACE');
  for (const [method, level] of Object.entries(levelOf)) {
    // Every key of the table above is a method of the console.
    console[method as keyof typeof levelOf] = (...values: unknown[]) => {
      const message = format(...values);
      const timestamp = new Date().toISOString();
      if (!asJson) process.stdout.write(`${timestamp}\t${requestId()}\t${level}\t${message}\n`);
      else if (levels.indexOf(level) >= least) {
        process.stdout.write(`${JSON.stringify({ timestamp, level, requestId: requestId(), message })}\n`);
      }
    };
  }
};
