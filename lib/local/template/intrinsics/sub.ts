import { isJsonObject, type Json } from '../../json.ts';
import { type Evaluation, type Intrinsic, NO_VALUE } from '../scope.ts';
import { TemplateError } from '../template-error.ts';
import { at, rawListOf, stringOf } from './arguments.ts';

/** `{ "Fn::Sub": "text ${Name} ${Resource.Attribute} ${!Literal}" }`, or with a map of variables as second element. */
export const sub: Intrinsic = (argument, place, evaluation) => {
  const [text, variables] = typeof argument === 'string' ? [argument, {}] : withVariables(argument, place);
  return text.replaceAll(/\$\{(!?)([^}]*)\}/g, (whole, literal: string, name: string) => {
    if (literal === '!') return whole.replace('!', '');
    const own = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return own === undefined ? referenced(name, place, evaluation) : stringOf(own, `${place}/${name}`, evaluation);
  });
};

function withVariables(argument: Json, place: string): readonly [string, Readonly<Record<string, Json | undefined>>] {
  const list = rawListOf(argument, place, 2);
  const text = at(list, 0, place);
  const variables = at(list, 1, place);
  if (typeof text !== 'string' || !isJsonObject(variables)) {
    throw new TemplateError(place, 'must be a text and a map of variables');
  }
  return [text, variables];
}

function referenced(name: string, place: string, { scope }: Evaluation): string {
  const dot = name.indexOf('.');
  const value =
    dot < 0 ? scope.reference(name, place) : scope.attribute(name.slice(0, dot), name.slice(dot + 1), place);
  if (value === NO_VALUE || typeof value === 'object') {
    throw new TemplateError(place, `\${${name}} is not a string`);
  }
  return String(value);
}
