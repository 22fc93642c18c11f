import { isDeepStrictEqual } from 'node:util';
import { BundlingError } from './handlers-in.ts';

/**
 * The exports of a `*.constant.ts` module, evaluated at bundling, as a module of literals: the function carries the
 * result and not the code that made it. The same import works unbundled, where Node evaluates the module.
 *
 * @throws BundlingError naming the export that is not plain JSON data.
 */
export function constantModule(name: string, exports: Readonly<Record<string, unknown>>): string {
  return Object.entries(exports)
    .map(([key, value]) => {
      const json = JSON.stringify(value);
      if (json === undefined || !isDeepStrictEqual(JSON.parse(json), value)) {
        throw new BundlingError(`${name}: '${key}' is not plain JSON data`);
      }
      return `export const ${key} = ${json};`;
    })
    .join('\n');
}
