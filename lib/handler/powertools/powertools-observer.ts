import { Logger } from '@aws-lambda-powertools/logger';
import { metricsWriter } from '../observe/metrics-writer.ts';
import type { Answer, CallFacts, Log, LogFields, Observer } from '../observe/observer.ts';
import { redact } from '../redaction/redact.ts';

/**
 * Logs through Powertools as JSON lines without secrets, and metrics as Powertools writes them, one EMF line a request.
 * Service, namespace and level come from Powertools' own environment variables.
 */
export function powertoolsObserver(): Observer {
  const logger = new Logger({ jsonReplacerFn: redact });
  const writeMetrics = metricsWriter();
  return {
    log: (facts) => logOf(logger, facts),
    answered: (answer) => {
      logAnswer(logger, answer);
      writeMetrics(answer);
    },
  };
}

const logOf = (logger: Logger, facts: CallFacts): Log => ({
  debug: (message, fields) => logger.debug(message, { ...fields, ...facts }),
  info: (message, fields) => logger.info(message, { ...fields, ...facts }),
  warn: (message, fields) => logger.warn(message, { ...fields, ...facts }),
  error: (message, fields) => logger.error(message, { ...fields, ...facts }),
});

function logAnswer(logger: Logger, { error, faults, status, problem, durationMillis, ...facts }: Answer): void {
  if (problem === undefined) return;
  const fields: LogFields = { ...facts, status, problem, durationMillis, at: faults?.map(({ pointer }) => pointer) };
  if (status >= 500) logger.error('failed', { ...fields, error });
  else logger.info('refused', fields);
}
