import { pathToFileURL } from 'node:url';
import { handlerFile } from './handler-file.ts';

export type Handler = (event: unknown, context: object) => unknown;

/** Why a function cannot start, with the type that Lambda gives it. */
export class UnfitHandler extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * Imports the module and takes its handler.
 *
 * @throws UnfitHandler when there is none, or one with a callback, which the Node.js 24 runtime does not call
 */
export const loadHandler = async (codeFolder: string, name: string): Promise<Handler> => {
  const { file, exportName } = handlerFile(codeFolder, name);
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(file).href);
  // A CommonJS module whose exports Node cannot foresee has them under `default`.
  const handler = module[exportName] ?? Object(module['default'])[exportName];
  if (typeof handler !== 'function') {
    throw new UnfitHandler('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (handler.length > 2) {
    throw new UnfitHandler(
      'Runtime.CallbackHandlerDeprecated',
      'The Node.js 24 runtime takes no handler with a third parameter: a callback is never called',
    );
  }
  // Checked to be a function; what it takes and gives is for its author to keep.
  return handler as Handler;
};
