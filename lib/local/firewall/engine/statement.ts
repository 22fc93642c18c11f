import type * as z from 'zod';
import type { RateMode } from '../rate/rate-counter.ts';
import type { AddressBook } from '../references/address-book.ts';
import type { IpSet } from '../references/ip-set.ts';
import type { PatternSet } from '../references/regex-pattern-set.ts';
import type { Fidelity } from './fidelity.ts';
import type { Inspection } from './inspection.ts';
import type { Intern } from './interning.ts';
import type { LabelOrigins } from './label-origins.ts';
import type { Truth } from './truth.ts';

/** A compiled condition. */
export interface Statement {
  readonly evaluate: (inspection: Inspection) => Truth;
  /** Web ACL capacity units. */
  readonly capacity: number;
  /** Whether AWS is known to decide the same. */
  readonly fidelity: Fidelity;
}

/** What a statement may look up while it is compiled. */
export interface CompileContext {
  /** From the web ACL to the statement's own properties, for messages. */
  readonly path: string;
  /** The statement's own properties, as written. */
  readonly written: object;
  /** `awswaf:123456789012:webacl:BankAcl:`: labels without `awswaf:` are looked for under it only. */
  readonly labelPrefix: string;
  readonly ipSet: (arn: string) => IpSet | undefined;
  readonly patternSet: (arn: string) => PatternSet | undefined;
  /** What is known of addresses. */
  readonly addressBook: AddressBook;
  readonly rateMode: RateMode;
  /** Which labels the rules add that were compiled before this one. */
  readonly labelOrigins: LabelOrigins;
  readonly intern: Intern;
  /** Compiles a statement inside this one, `at` below its own path. */
  readonly nested: (statement: unknown, ...at: readonly PropertyKey[]) => Statement;
  /** False for the statement of a rule itself. */
  readonly isNested: boolean;
}

/** One statement of the rule language, one file. */
export interface StatementKind<Properties = unknown> {
  /** `ByteMatchStatement` */
  readonly name: string;
  /** Strict; nested statements stay `unknown` until `compile` hands them on. */
  readonly properties: z.ZodType<Properties>;
  compile(properties: Properties, context: CompileContext): Statement;
}

/** Keeps the property type of a statement file while giving the table one type to hold. */
export const statementKind = <Properties>(kind: StatementKind<Properties>): StatementKind =>
  // A table row is only ever handed properties that its own schema has parsed.
  kind as unknown as StatementKind;
