import type { RequestContext } from './request-context.ts';
import type { StatementRequest } from './statement.ts';

/** A request whose context is worked out once, when the first statement asks for it: few do. */
export class AskedRequest implements StatementRequest {
  readonly action: string;
  readonly resource: string;
  readonly #toContext: () => RequestContext;
  #context: RequestContext | undefined;

  constructor(action: string, resource: string, toContext: () => RequestContext) {
    this.action = action;
    this.resource = resource;
    this.#toContext = toContext;
  }

  get context(): RequestContext {
    this.#context ??= this.#toContext();
    return this.#context;
  }
}
