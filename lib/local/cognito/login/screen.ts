import type { HtmlValue } from '../../html.ts';
import type { Room } from '../room.ts';
import type { LoginStep } from '../store/login-transactions.ts';
import type { User } from '../store/users.ts';
import type { Visit } from './visit.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'email' | 'tel' | 'password' | 'code';
  readonly autocomplete: string;
  readonly hint?: string | undefined;
  readonly value?: string | undefined;
}

/** One of several, as radio buttons. */
export interface Choice {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** `navigator.credentials`: the method, and its options as JSON. */
export interface Ceremony {
  readonly method: 'create' | 'get';
  readonly options: string;
}

/** What a page shows and asks. */
export interface Form {
  readonly title: string;
  readonly intro?: HtmlValue;
  readonly fields: readonly Field[];
  readonly choice?: Choice | undefined;
  /** What the browser does with a passkey before it sends the form. */
  readonly ceremony?: Ceremony | undefined;
  readonly submit: string;
  /** A second button, sent as `alternative=yes`. */
  readonly alternative?: string | undefined;
  readonly links?: readonly { readonly to: LinkedStep; readonly text: string }[];
}

/** The steps that a link may lead to. */
export const linkedSteps = ['sign-in', 'forgot-password', 'sign-up'] as const;
export type LinkedStep = (typeof linkedSteps)[number];

/** What is wrong with what was entered, and in which field, when it is one. */
export interface FormProblem {
  readonly field?: string | undefined;
  readonly message: string;
}

export type Outcome =
  | { readonly kind: 'next'; readonly step: LoginStep; readonly notice?: string }
  | { readonly kind: 'proven'; readonly user: User }
  /** Back to the app, without a code. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'problem'; readonly problems: readonly FormProblem[] };

/** The fields that were filled in; an empty one is missing. */
export type Entered = ReadonlyMap<string, string>;

/** One step of a visit: what it asks, and what it makes of the answer. */
export interface Screen<Step extends LoginStep = LoginStep> {
  form(visit: Visit, step: Step): Form;
  submit(room: Room, visit: Visit, step: Step, entered: Entered): Outcome | Promise<Outcome>;
}

export const problem = (message: string, field?: string): Outcome => ({
  kind: 'problem',
  problems: [{ message, field }],
});

export const isProblems = <Value extends object>(
  result: Value | readonly FormProblem[],
): result is readonly FormProblem[] => Array.isArray(result);
