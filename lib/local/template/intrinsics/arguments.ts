import type { Json } from '../../json.ts';
import { type Evaluation, NO_VALUE } from '../scope.ts';
import { TemplateError } from '../template-error.ts';

/** Reads an argument as a string; numbers and booleans are written as CloudFormation writes them. */
export function stringOf(value: Json, place: string, evaluation: Evaluation): string {
  const result = evaluation.evaluate(value, place);
  if (typeof result === 'string') return result;
  if (typeof result === 'number' || typeof result === 'boolean') return String(result);
  throw new TemplateError(place, 'must be a string');
}

/** Reads an argument as a list that may hold intrinsics, without evaluating its elements. */
export function rawListOf(value: Json, place: string, length?: number): readonly Json[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length)) {
    throw new TemplateError(place, length === undefined ? 'must be a list' : `must be a list of ${length}`);
  }
  return value;
}

/** Reads an argument that evaluates to a list. */
export function listOf(value: Json, place: string, evaluation: Evaluation): readonly Json[] {
  const result = evaluation.evaluate(value, place);
  if (result === NO_VALUE || !Array.isArray(result)) throw new TemplateError(place, 'must be a list');
  return result;
}

/** The element of a list whose length was checked, by position. */
export function at(list: readonly Json[], index: number, place: string): Json {
  const value = list[index];
  if (value === undefined) throw new TemplateError(place, `has no element ${index}`);
  return value;
}
