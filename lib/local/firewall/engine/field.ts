import type * as z from 'zod';
import type { ByteString } from './byte-string.ts';
import type { Inspection } from './inspection.ts';

/**
 * What a field holds: the values of which one must satisfy the criterion (none, when the request lacks the field), or
 * the answer itself, when a fallback or the handling of oversize decides without looking.
 */
export type Extraction = readonly ByteString[] | 'match' | 'no-match';

export interface Field {
  readonly extract: (inspection: Inspection) => Extraction;
  /** Added to the capacity of the statement. */
  readonly surcharge?: number;
  /** Multiplies the base capacity of the statement. */
  readonly factor?: number;
}

/** One component of `FieldToMatch`, one file. */
export interface FieldKind<Properties = unknown> {
  /** `SingleHeader` */
  readonly name: string;
  readonly properties: z.ZodType<Properties>;
  /** Only the query arguments can be prepared before they are taken apart. */
  readonly takesPreParse?: true;
  /** A digest, of which nothing but the whole means anything. */
  readonly isFingerprint?: true;
  compile(properties: Properties, prepare: (query: ByteString) => ByteString): Field;
}

/** Keeps the property type of a field file while giving the table one type to hold. */
export const fieldKind = <Properties>(kind: FieldKind<Properties>): FieldKind =>
  // A table row is only ever handed properties that its own schema has parsed.
  kind as unknown as FieldKind;
