/** A handler answered what its contract does not promise. Names the places, never what stood there. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';

  constructor(status: number, pointers: readonly string[]) {
    super(`the contract does not promise this answer: status ${status}${pointers.map((at) => `, body${at}`).join('')}`);
  }
}
