import type { EmbeddedMetric } from './parse-embedded-metrics.ts';

/** All that was measured under one name and one set of dimensions, since the state folder was made. */
export interface MetricSeries {
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Milliseconds since the epoch. */
  readonly lastMillis: number;
}

/** The metrics that functions write into their logs, as CloudWatch would extract them. */
export interface MetricsService {
  record(metrics: readonly EmbeddedMetric[]): void;
  /** In the order in which they were first seen. */
  list(filter?: { readonly namespace?: string; readonly name?: string }): readonly MetricSeries[];
  /** Writes down what there is. */
  close(): void;
}
