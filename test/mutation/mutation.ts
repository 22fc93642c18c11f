import type { Json } from '../../lib/local/json.ts';

/** A resource of a template, open to change. */
export interface MutableResource {
  readonly Type: string;
  Properties: Record<string, Json>;
}

export interface MutableTemplate {
  readonly Resources: Record<string, MutableResource>;
}

/** Changes the templates of a synthesised assembly; answers how many places it changed. */
export type TemplateChange = (templates: readonly MutableTemplate[]) => number;

export interface TemplateMutation {
  readonly kind: 'template';
  /** Resource type, and the source that writes it: `AWS::ApiGateway::Method`. */
  readonly place: string;
  /** What becomes of it: `AuthorizationType` is `NONE`. */
  readonly off: string;
  readonly change: TemplateChange;
}

/** Replaces a piece of source, which must stand there exactly once. */
export interface SourceMutation {
  readonly kind: 'source';
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** One control, turned off in one place, and the tests that must notice. */
export interface Mutation {
  /** What holds as long as the control is there: `an ID token opens no endpoint`. */
  readonly control: string;
  readonly how: TemplateMutation | SourceMutation;
  /** Test files of which at least one must fail. */
  readonly seenBy: readonly [string, ...string[]];
  /** Only tests whose title matches; spares the time of the others. @default every test of the files */
  readonly only?: RegExp;
  /** The CDK itself refuses a stack without the control, so that no test comes to run. @default false */
  readonly refusedByCdk?: true;
}

/** The mutations of one room. */
export interface Layer {
  readonly name: string;
  readonly mutations: readonly Mutation[];
}

/**
 * Makes the rows of one room: `inRoom('local/kms')('a key decrypts what it encrypted', 'encrypt.ts', …, 'encrypt')` turns
 * something off in `lib/local/kms/encrypt.ts`, which `test/local/kms/encrypt.test.ts` must notice.
 */
export const inRoom =
  (room: string) =>
  (control: string, file: string, find: string, replace: string, test: string): Mutation => ({
    control,
    how: { kind: 'source', file: `lib/${room}/${file}`, find, replace },
    seenBy: [`test/${room}/${test}.test.ts`],
  });
