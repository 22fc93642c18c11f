import { environment } from '../../contract/index.ts';
import type { Answer } from './observer.ts';

const dimensions = ['service', 'route'];
const metrics = [
  { Name: 'Answered', Unit: 'Count' },
  { Name: 'Refused', Unit: 'Count' },
  { Name: 'Failed', Unit: 'Count' },
  { Name: 'Duration', Unit: 'Milliseconds' },
];

/**
 * Writes each answer as one line of CloudWatch's embedded metric format (CloudWatch user guide, "Specification: Embedded
 * metric format"), by service and route: `Answered`, `Refused` (4xx), `Failed` (5xx) and `Duration`.
 *
 * The lines and the environment variables are those of Powertools for AWS (decision 0009).
 */
export function metricsWriter(): (answer: Answer) => void {
  if (process.env['POWERTOOLS_METRICS_DISABLED'] === 'true') return () => {};
  const service = process.env[environment.service] || 'service_undefined';
  const namespace = process.env[environment.metricsNamespace] || 'default_namespace';
  const directives = [{ Namespace: namespace, Dimensions: [dimensions], Metrics: metrics }];
  return ({ route, status, durationMillis }) => {
    const line = {
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: directives },
      service,
      route,
      Answered: 1,
      Refused: status >= 400 && status < 500 ? 1 : 0,
      Failed: status >= 500 ? 1 : 0,
      Duration: durationMillis,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
}
