import type { BundledHandler } from './bundling/bundle.ts';

/** The bundled code of one function: a folder whose `index.mjs` exports `handler`. */
export type HandlerCode = Pick<BundledHandler, 'id' | 'kind' | 'folder'>;

/** What `bundle(handlersIn(folder))` gives. */
export interface Handlers {
  readonly handlers: readonly HandlerCode[];
}

/** @throws Error naming the handler that is missing, and those there are. */
export function handlerCode({ handlers }: Handlers, kind: HandlerCode['kind'], id: string): HandlerCode {
  const ofKind = handlers.filter((each) => each.kind === kind);
  const found = ofKind.find((each) => each.id === id);
  if (found !== undefined) return found;
  throw new Error(
    `there is no ${kind} '${id}' among the handlers: ${ofKind.map((each) => each.id).join(', ') || 'none'}`,
  );
}
