import type { Intrinsic } from '../scope.ts';
import { TemplateError } from '../template-error.ts';
import { stringOf } from './arguments.ts';

/** `{ "Fn::GetAtt": ["LogicalId", "Attribute.Nested"] }` or the same as one dotted string. */
export const getAtt: Intrinsic = (argument, place, evaluation) => {
  const [logicalId, ...attribute] =
    typeof argument === 'string' ? argument.split('.') : Array.isArray(argument) ? argument : [];
  if (typeof logicalId !== 'string' || attribute.length === 0) {
    throw new TemplateError(place, 'must name a resource and one of its attributes');
  }
  const name = attribute.map((part) => stringOf(part, place, evaluation)).join('.');
  return evaluation.scope.attribute(logicalId, name, place);
};
