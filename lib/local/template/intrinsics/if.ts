import type { Intrinsic } from '../scope.ts';
import { TemplateError } from '../template-error.ts';
import { at, rawListOf } from './arguments.ts';

/** `{ "Fn::If": ["Condition", then, else] }`; the branch not taken is not evaluated. */
export const ifElse: Intrinsic = (argument, place, evaluation) => {
  const list = rawListOf(argument, place, 3);
  const name = at(list, 0, place);
  if (typeof name !== 'string') throw new TemplateError(place, 'must name a condition');
  const taken = evaluation.scope.condition(name, place) ? 1 : 2;
  return evaluation.evaluate(at(list, taken, place), `${place}/${taken}`);
};
