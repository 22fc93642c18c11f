import { join } from 'node:path';
import * as z from 'zod';
import type { LocalEnvironment } from '../environment.ts';
import { readPrivateFile, writePrivateFile } from '../private-file.ts';
import type { MetricSeries, MetricsService } from './metrics-service.ts';
import type { EmbeddedMetric } from './parse-embedded-metrics.ts';

const keptSeries = z.array(
  z.strictObject({
    namespace: z.string(),
    name: z.string(),
    unit: z.string(),
    dimensions: z.record(z.string(), z.string()),
    count: z.number(),
    sum: z.number(),
    minimum: z.number(),
    maximum: z.number(),
    lastMillis: z.number(),
  }),
);

/** More would be a dimension that never repeats, which costs dearly on AWS, too. */
const MAX_SERIES = 10_000;
/** How much of what was measured a killed process may forget. */
const WRITE_EVERY_MILLIS = 5_000;

/** Sums in memory, written to one small file every few seconds and at the end. */
export const createMetrics = ({ stateFolder }: Pick<LocalEnvironment, 'stateFolder'>): MetricsService => {
  const file = join(stateFolder, 'metrics.json');
  const series = new Map<string, MetricSeries>();
  const keyOf = ({ namespace, name, unit, dimensions }: Omit<EmbeddedMetric, 'values' | 'timestampMillis'>): string =>
    JSON.stringify([namespace, name, unit, Object.entries(dimensions).sort()]);
  for (const one of read(file)) series.set(keyOf(one), one);

  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    timer = undefined;
    writePrivateFile(file, JSON.stringify([...series.values()]));
  };

  return {
    record(metrics) {
      for (const { values, timestampMillis, ...named } of metrics) {
        if (values.length === 0) continue;
        const empty = { count: 0, sum: 0, minimum: Infinity, maximum: -Infinity, lastMillis: 0 };
        const key = keyOf(named);
        const before = series.get(key) ?? empty;
        if (before === empty && series.size >= MAX_SERIES) continue;
        series.set(key, {
          ...named,
          count: before.count + values.length,
          sum: values.reduce((sum, value) => sum + value, before.sum),
          minimum: Math.min(before.minimum, ...values),
          maximum: Math.max(before.maximum, ...values),
          lastMillis: Math.max(before.lastMillis, timestampMillis),
        });
      }
      if (metrics.length > 0) timer ??= setTimeout(write, WRITE_EVERY_MILLIS).unref();
    },
    list: ({ namespace, name } = {}) =>
      [...series.values()].filter(
        (one) => (namespace ?? one.namespace) === one.namespace && (name ?? one.name) === one.name,
      ),
    close() {
      if (timer === undefined) return;
      clearTimeout(timer);
      write();
    },
  };
};

/** Metrics are no ledger: a file that cannot be read is begun anew. */
const read = (file: string): readonly MetricSeries[] => {
  try {
    return keptSeries.parse(JSON.parse(readPrivateFile(file) ?? '[]'));
  } catch {
    return [];
  }
};
