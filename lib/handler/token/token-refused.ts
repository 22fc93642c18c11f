/** Why a token was refused: for the log, never for the caller. */
export type TokenFault =
  | 'malformed'
  | 'algorithm'
  | 'critical-header'
  | 'type'
  | 'issuer'
  | 'unknown-key'
  | 'signature'
  | 'expired'
  | 'not-yet-valid'
  | 'token-use'
  | 'client'
  | 'audience'
  | 'subject'
  | 'scope'
  | 'target'
  | 'access-token'
  | 'nonce'
  | 'proof'
  | 'replayed'
  | 'sender';

/** A token that is not accepted. Holds nothing of the token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly fault: TokenFault;

  constructor(fault: TokenFault) {
    super(`the token was refused: ${fault}`);
    this.fault = fault;
  }
}
