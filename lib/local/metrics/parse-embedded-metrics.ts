import * as z from 'zod';

/** One measured value. */
export interface EmbeddedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: readonly number[];
  /** Milliseconds since the epoch. */
  readonly timestampMillis: number;
}

/** Open where the format lets writers add members. */
const directive = z.object({
  Namespace: z.string().min(1),
  Dimensions: z.array(z.array(z.string()).max(30)).default([[]]),
  Metrics: z.array(z.object({ Name: z.string().min(1), Unit: z.string().default('None') })).max(100),
});

const document = z.looseObject({
  _aws: z.object({ Timestamp: z.int().min(0), CloudWatchMetrics: z.array(directive) }),
});

const values = z.union([z.number().transform((one) => [one]), z.array(z.number()).max(100)]);

/**
 * The metrics in a line of a log, in CloudWatch's embedded metric format, bare or behind what `console.log` puts in front.
 * A line that is none, or not well formed, has no metrics: CloudWatch, too, passes over it.
 *
 * Amazon CloudWatch User Guide, "Specification: Embedded metric format".
 */
export const parseEmbeddedMetrics = (line: string): readonly EmbeddedMetric[] => {
  if (!line.includes('CloudWatchMetrics')) return [];
  const parsed = document.safeParse(parseJson(line.slice(Math.max(line.lastIndexOf('\t') + 1, 0))));
  if (!parsed.success) return [];
  const { _aws, ...members } = parsed.data;
  return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name, Unit }) => {
      const measured = values.safeParse(members[Name]);
      if (!measured.success) return [];
      return Dimensions.map((names) => ({
        namespace: Namespace,
        name: Name,
        unit: Unit,
        dimensions: Object.fromEntries(names.map((name) => [name, String(members[name])])),
        values: measured.data,
        timestampMillis: _aws.Timestamp,
      }));
    }),
  );
};

/** In JSON format, `console.log` of a text wraps it in `message`. */
const parseJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    const message: unknown = Object(value)['message'];
    return typeof message === 'string' && message.startsWith('{') ? JSON.parse(message) : value;
  } catch {
    return undefined;
  }
};
