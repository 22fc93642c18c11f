import type { LoggingProperties } from './logging-properties.ts';

type RedactedFields = NonNullable<LoggingProperties['RedactedFields']>;

/** What stands in a log for what is kept out of it. */
export const redacted = 'REDACTED';

/** Fields that show a part of one that can be redacted. */
const partsOf: Readonly<Record<string, 'QueryString'>> = {
  AllQueryArguments: 'QueryString',
  SingleQueryArgument: 'QueryString',
};

/** Replaces what the logging configuration names. */
export function createRedaction(fields: RedactedFields) {
  const headers = new Set(fields.flatMap(({ SingleHeader }) => SingleHeader?.Name.toLowerCase() ?? []));
  const header = (name: string, value: string): string => (headers.has(name.toLowerCase()) ? redacted : value);
  const field = (name: 'Method' | 'QueryString' | 'UriPath', value: string): string =>
    fields.some((each) => each[name] !== undefined) ? redacted : value;
  return {
    header,
    field,
    /** Some of what a condition or a rate saw in a field, as `FieldToMatch` names it. */
    part(kind: string, name: string | undefined, value: string): string {
      if (kind === 'SingleHeader') return header(name ?? '', value);
      // Which of several headers it was is not known.
      if (kind === 'Headers') return headers.size > 0 ? redacted : value;
      if (kind === 'Cookies' || kind === 'SingleCookie') return header('cookie', value);
      const whole = partsOf[kind] ?? kind;
      return whole === 'Method' || whole === 'QueryString' || whole === 'UriPath' ? field(whole, value) : value;
    },
  };
}
