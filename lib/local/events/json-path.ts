import { isJsonObject, type Json } from '../json.ts';

/**
 * Reads `$.detail.items[0].id` of an event: names with dots between and indices in brackets.
 *
 * @throws Error for what is no such path
 */
export const parseJsonPath = (path: string): ((event: Json) => Json | undefined) => {
  if (!/^\$(?:\.[\w-]+|\[\d+\])*$/.test(path)) throw new Error(`${path} is not a path that the local runtime reads`);
  const steps = [...path.matchAll(/\.([\w-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
  return (event) =>
    steps.reduce<Json | undefined>((value, step) => {
      if (typeof step === 'number') return Array.isArray(value) ? (value[step] as Json | undefined) : undefined;
      return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    }, event);
};
