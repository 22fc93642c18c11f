/** A contract that contradicts itself; the message names the route and the contradiction. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly route: string;

  constructor(route: string, contradiction: string) {
    super(`${route}: ${contradiction}`);
    this.route = route;
  }
}
