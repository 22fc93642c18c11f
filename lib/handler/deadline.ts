/** Tells work that nobody waits for it any more. Its controller is made only when asked for: it costs more than a step. */
export class Deadline {
  #controller: AbortController | undefined;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  pass(): void {
    this.#controller ??= new AbortController();
    this.#controller.abort();
  }
}
