/** A resource of the template that this gateway cannot honour; the message names it and what is wrong. */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
}
