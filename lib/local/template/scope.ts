import type { Json } from '../json.ts';

/** What `AWS::NoValue` evaluates to. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');
export type Evaluated = Json | typeof NO_VALUE;

/** What the intrinsics of one stack can refer to. Every method throws TemplateError for what does not exist. */
export interface Scope {
  /** Pseudo parameter, parameter or resource. */
  reference(name: string, place: string): Evaluated;
  attribute(logicalId: string, attribute: string, place: string): Json;
  condition(name: string, place: string): boolean;
  mapping(map: string, topKey: string, secondKey: string, place: string): Json;
  exported(name: string, place: string): Json;
}

/** What an intrinsic is given beside its argument. */
export interface Evaluation {
  readonly scope: Scope;
  evaluate(value: Json, place: string): Evaluated;
}

/** One intrinsic function; `place` names it in messages. */
export type Intrinsic = (argument: Json, place: string, evaluation: Evaluation) => Evaluated;
