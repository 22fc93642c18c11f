export { createMetrics } from './create-metrics.ts';
export type { MetricSeries, MetricsService } from './metrics-service.ts';
export { type EmbeddedMetric, parseEmbeddedMetrics } from './parse-embedded-metrics.ts';
