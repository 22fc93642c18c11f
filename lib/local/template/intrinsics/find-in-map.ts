import type { Intrinsic } from '../scope.ts';
import { at, rawListOf, stringOf } from './arguments.ts';

/** `{ "Fn::FindInMap": ["Map", "TopKey", "SecondKey"] }` */
export const findInMap: Intrinsic = (argument, place, evaluation) => {
  const list = rawListOf(argument, place, 3);
  const key = (index: number) => stringOf(at(list, index, place), place, evaluation);
  return evaluation.scope.mapping(key(0), key(1), key(2), place);
};
