import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Answer, CallFacts, Log, LogFields, Observer } from '../observe/observer.ts';
import { redact } from '../redaction/redact.ts';

/**
 * Logs and metrics through Powertools: JSON lines without secrets, and one EMF line a request with the metrics `Answered`,
 * `Refused` (4xx), `Failed` (5xx) and `Duration` by service and route. Service, namespace and level come from Powertools' own
 * environment variables.
 */
export function powertoolsObserver(): Observer {
  const logger = new Logger({ jsonReplacerFn: redact });
  const metrics = new Metrics();
  return {
    log: (facts) => logOf(logger, facts),
    answered: (answer) => {
      logAnswer(logger, answer);
      countAnswer(metrics, answer);
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

function countAnswer(metrics: Metrics, { route, status, durationMillis }: Answer): void {
  metrics.addDimension('route', route);
  metrics.addMetric('Answered', MetricUnit.Count, 1);
  metrics.addMetric('Refused', MetricUnit.Count, status >= 400 && status < 500 ? 1 : 0);
  metrics.addMetric('Failed', MetricUnit.Count, status >= 500 ? 1 : 0);
  metrics.addMetric('Duration', MetricUnit.Milliseconds, durationMillis);
  metrics.publishStoredMetrics();
}
