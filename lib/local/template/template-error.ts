/** A template the local runtime cannot honour; the message begins with the place: `BankApi/Resources/Api/Properties/Name`. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly place: string;

  constructor(place: string, message: string) {
    super(`${place}: ${message}`);
    this.place = place;
  }
}
