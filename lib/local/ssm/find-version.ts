import { parameterNotFound, versionNotFound } from './errors.ts';
import type { Engine } from './operation.ts';
import type { ParameterVersion } from './parameter.ts';
import { parseParameterId } from './parameter-name.ts';

/**
 * The version that a request names: `name`, `name:3`, `name:label`.
 *
 * @throws AwsError `ParameterNotFound`, `ParameterVersionNotFound`
 */
export const findVersion = ({ store }: Pick<Engine, 'store'>, id: string): ParameterVersion => {
  const { name, selector } = parseParameterId(id);
  const latest = store.latest(name);
  if (latest === undefined) throw parameterNotFound(name);
  if (selector === undefined) return latest;
  const number = /^\d+$/.test(selector) ? Number(selector) : store.labels(name).get(selector);
  const found = store.versions(name).find(({ version }) => version === number);
  if (found === undefined) throw versionNotFound(name, selector);
  return found;
};

/** The same, or undefined. */
export const seekVersion = (engine: Pick<Engine, 'store'>, id: string): ParameterVersion | undefined => {
  try {
    return findVersion(engine, id);
  } catch {
    return undefined;
  }
};
