import type * as z from 'zod';
import type { Json } from './json.ts';
import type { LocalServices } from './services.ts';

/**
 * How much of a resource type or property this machine enforces. Everything that is not `enforced` is printed in the
 * start-up banner with its reason.
 */
export type Enforcement =
  | { readonly kind: 'enforced' }
  /** Works, but not quite as AWS does; `how` says in what it differs. */
  | { readonly kind: 'approximated'; readonly how: string }
  /** Accepted and without effect here; `why` says what is lost. */
  | { readonly kind: 'not-enforced'; readonly why: string };

/** A resource of the template with all its intrinsics resolved. */
export interface Declaration<Properties> {
  /** `BankApi/Table`, for messages: the construct path where the template has it, else stack and logical id. */
  readonly path: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** Deterministic and stable over restarts, so that state finds its resource again: 12 lower-case hex digits. */
  readonly uniqueSuffix: string;
  readonly properties: Properties;
}

/** What other resources see of one: `Ref` and `Fn::GetAtt`. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, Json>>;
}

/**
 * One CloudFormation resource type, one file: what its properties are and what declaring one does.
 * Resources that a property refers to are declared first.
 */
export interface ResourceType<Properties = unknown> {
  /** `AWS::DynamoDB::Table` */
  readonly type: string;
  /** Strict at every depth: a property that is not named here is refused, by its path, before anything starts. */
  readonly properties: z.ZodType<Properties>;
  readonly enforcement: Enforcement;
  /**
   * Properties (dotted paths, which may end with a value) that are accepted and do less than on AWS: said in the banner
   * when a template has them.
   */
  readonly lesser?: Readonly<Record<string, Exclude<Enforcement, { readonly kind: 'enforced' }>>>;
  /** Registers the resource with its service. Throws when the combination of properties cannot be honoured. */
  declare(declaration: Declaration<Properties>, services: LocalServices): Identity;
}

/** Keeps the property type of a resource type file while giving the registry one type to hold. */
export const resourceType = <Properties>(definition: ResourceType<Properties>): ResourceType =>
  // A registry row is only ever handed properties that its own schema has parsed.
  definition as unknown as ResourceType;
