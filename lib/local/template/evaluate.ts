import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { intrinsics } from './intrinsics/index.ts';
import { type Evaluated, type Evaluation, NO_VALUE, type Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/**
 * Resolves every intrinsic function in a value of a template.
 *
 * An object with one key that is `Ref`, `Condition` or begins with `Fn::` is an intrinsic; one that no file of
 * `intrinsics/` knows is refused with its place. `AWS::NoValue` removes the property or element that holds it.
 */
export function evaluate(value: Json, place: string, scope: Scope): Json {
  const result = walk(value, place, scope);
  if (result === NO_VALUE) throw new TemplateError(place, 'AWS::NoValue leaves nothing here');
  return result;
}

function walk(value: Json, place: string, scope: Scope): Evaluated {
  if (Array.isArray(value)) return walkArray(value, place, scope);
  if (!isJsonObject(value)) return value;
  const call = intrinsicCall(value);
  if (call === undefined) return walkObject(value, place, scope);
  const intrinsic = intrinsics.get(call.name);
  if (intrinsic === undefined) {
    throw new TemplateError(place, `the intrinsic function ${call.name} is not known to the local runtime`);
  }
  const evaluation: Evaluation = { scope, evaluate: (nested, nestedPlace) => walk(nested, nestedPlace, scope) };
  return intrinsic(call.argument, `${place}/${call.name}`, evaluation);
}

function walkArray(values: readonly Json[], place: string, scope: Scope): Json {
  return values
    .map((value, index) => walk(value, `${place}/${index}`, scope))
    .filter((value): value is Json => value !== NO_VALUE);
}

function walkObject(value: JsonObject, place: string, scope: Scope): Json {
  const entries: [string, Json][] = [];
  for (const [key, nested] of Object.entries(value)) {
    if (nested === undefined) continue;
    const result = walk(nested, `${place}/${key}`, scope);
    if (result !== NO_VALUE) entries.push([key, result]);
  }
  return Object.fromEntries(entries);
}

function intrinsicCall(value: JsonObject): { readonly name: string; readonly argument: Json } | undefined {
  const [only, ...others] = Object.entries(value);
  if (only === undefined || others.length > 0) return undefined;
  const [name, argument] = only;
  const isIntrinsic = name === 'Ref' || name.startsWith('Fn::');
  return isIntrinsic && argument !== undefined ? { name, argument } : undefined;
}
