import type { Intrinsic } from '../scope.ts';
import { TemplateError } from '../template-error.ts';
import { at, listOf, rawListOf, stringOf } from './arguments.ts';

/** `{ "Fn::Select": [index, [values]] }` */
export const select: Intrinsic = (argument, place, evaluation) => {
  const list = rawListOf(argument, place, 2);
  const index = Number(stringOf(at(list, 0, place), place, evaluation));
  const values = listOf(at(list, 1, place), place, evaluation);
  if (!(Number.isInteger(index) && index >= 0 && index < values.length)) {
    throw new TemplateError(place, `the index is not one of 0 to ${values.length - 1}`);
  }
  return at(values, index, place);
};
