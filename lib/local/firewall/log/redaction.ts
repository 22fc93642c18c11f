import type { LoggingProperties } from './logging-properties.ts';

type RedactedFields = NonNullable<LoggingProperties['RedactedFields']>;

const redacted = 'REDACTED';

/** Replaces what the logging configuration names. */
export function createRedaction(fields: RedactedFields) {
  const headers = new Set(fields.flatMap(({ SingleHeader }) => SingleHeader?.Name.toLowerCase() ?? []));
  return {
    header: (name: string, value: string): string => (headers.has(name.toLowerCase()) ? redacted : value),
    field: (name: 'Method' | 'QueryString' | 'UriPath', value: string): string =>
      fields.some((field) => field[name] !== undefined) ? redacted : value,
  };
}
