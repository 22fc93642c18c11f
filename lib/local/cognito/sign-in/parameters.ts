import { invalidParameter } from '../refusals.ts';

/**
 * Takes named strings out of a map of parameters.
 *
 * @throws AwsError InvalidParameterException for one that is missing, empty, or has no business there
 */
export function takeParameters<Required extends string, Optional extends string = never>(
  given: Readonly<Record<string, string>>,
  names: { readonly required: readonly Required[]; readonly optional?: readonly Optional[] },
): Readonly<Record<Required, string> & Partial<Record<Optional, string>>> {
  const optional: readonly string[] = names.optional ?? [];
  const known = new Set<string>([...names.required, ...optional]);
  for (const name of Object.keys(given)) {
    if (!known.has(name)) throw invalidParameter(`Parameter ${name} is not supported here`);
  }
  for (const name of names.required) {
    if (!Object.hasOwn(given, name) || given[name] === '') throw invalidParameter(`Missing required parameter ${name}`);
  }
  // The two loops above are what this type says.
  return given as Readonly<Record<Required, string> & Partial<Record<Optional, string>>>;
}
