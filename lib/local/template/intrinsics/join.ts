import type { Intrinsic } from '../scope.ts';
import { TemplateError } from '../template-error.ts';
import { at, listOf, rawListOf } from './arguments.ts';

/** `{ "Fn::Join": ["delimiter", [values]] }` */
export const join: Intrinsic = (argument, place, evaluation) => {
  const list = rawListOf(argument, place, 2);
  const delimiter = at(list, 0, place);
  if (typeof delimiter !== 'string') throw new TemplateError(place, 'the delimiter must be a string');
  return listOf(at(list, 1, place), place, evaluation)
    .map((value, index) => {
      if (value === null || typeof value === 'object') throw new TemplateError(`${place}/${index}`, 'must be a string');
      return String(value);
    })
    .join(delimiter);
};
