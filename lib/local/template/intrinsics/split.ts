import type { Intrinsic } from '../scope.ts';
import { TemplateError } from '../template-error.ts';
import { at, rawListOf, stringOf } from './arguments.ts';

/** `{ "Fn::Split": ["delimiter", "text"] }` */
export const split: Intrinsic = (argument, place, evaluation) => {
  const list = rawListOf(argument, place, 2);
  const delimiter = at(list, 0, place);
  if (typeof delimiter !== 'string' || delimiter === '') {
    throw new TemplateError(place, 'the delimiter must be a string that is not empty');
  }
  return stringOf(at(list, 1, place), place, evaluation).split(delimiter);
};
