import type { Intrinsic } from '../scope.ts';
import { TemplateError } from '../template-error.ts';

/** `{ "Ref": "LogicalId" }` */
export const ref: Intrinsic = (argument, place, { scope }) => {
  if (typeof argument !== 'string') throw new TemplateError(place, 'must name a parameter or a resource');
  return scope.reference(argument, place);
};
