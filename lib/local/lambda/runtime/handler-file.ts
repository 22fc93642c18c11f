import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface HandlerPlace {
  /** Path of the module. */
  readonly file: string;
  readonly exportName: string;
}

/** As Lambda's Node.js runtime looks for them. */
const EXTENSIONS = ['.js', '.mjs', '.cjs'];

/**
 * Where `index.handler` or `folder/index.handler` is.
 *
 * @throws Error when the handler has another form, leads out of the folder, or there is no such module
 */
export const handlerFile = (codeFolder: string, handler: string): HandlerPlace => {
  const { module = '', exportName = '' } =
    /^(?<module>(?:[\w-]+\/)*[\w-]+)\.(?<exportName>\w+)$/.exec(handler)?.groups ?? {};
  if (module === '') throw new Error(`The handler ${handler} is not of the form index.handler`);
  const files = EXTENSIONS.map((extension) => join(codeFolder, `${module}${extension}`));
  const file = files.find((path) => existsSync(path));
  if (file === undefined) throw new Error(`There is no module ${module} (${EXTENSIONS.join(', ')}) in ${codeFolder}`);
  return { file, exportName };
};
