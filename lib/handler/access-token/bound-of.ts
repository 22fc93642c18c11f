import { headers } from '../../contract/index.ts';
import type { PresentedRequest } from '../authorizer/presented-request.ts';
import { authorityOf } from '../http-auth/authority-of.ts';
import { checkDpopProof } from '../sender-constraint/check-dpop-proof.ts';
import { checkSender } from '../sender-constraint/check-sender.ts';
import { certificateThumbprint } from '../sender-constraint/key-thumbprint.ts';
import type { VerifiedClaims } from '../token/create-token-verifier.ts';
import { TokenRefused } from '../token/token-refused.ts';
import type { DpopNonces } from './dpop-nonces.ts';

/** How a token was sent, by whom, and with what proof. */
export interface PresentedToken {
  readonly scheme: 'bearer' | 'dpop';
  readonly token: string;
  readonly request: PresentedRequest;
}

export interface BindingOptions {
  /** Remembers a DPoP proof until it ends; answers whether it is new. @default no token that is bound to a key is taken */
  readonly takeProof?: (thumbprint: string, proofId: string, endsAtSeconds: number) => Promise<boolean>;
  /** @default proofs need no nonce */
  readonly nonces?: () => Promise<DpopNonces>;
}

/**
 * How a token is bound to who sends it: to a client certificate (RFC 8705), to a key (RFC 9449), or not at all.
 *
 * @throws TokenRefused when it is not, as it says or as the endpoint demands
 */
export async function boundOf(
  claims: VerifiedClaims,
  { scheme, token, request }: PresentedToken,
  options: BindingOptions,
  nowSeconds: number,
): Promise<'dpop' | 'certificate' | undefined> {
  const { demands, event } = request;
  const pem = event.requestContext.identity.clientCert?.clientCertPem;
  const keyThumbprint = scheme === 'dpop' ? await provenKey(token, request, options, nowSeconds) : undefined;
  const certificate = pem === undefined ? undefined : certificateThumbprint(pem);
  const sender = { scheme, keyThumbprint, certificateThumbprint: certificate };
  checkSender(claims, sender, demands.boundTo !== undefined);
  const bound = claims['cnf'] === undefined ? undefined : scheme === 'dpop' ? 'dpop' : 'certificate';
  if (demands.boundTo !== undefined && demands.boundTo !== 'any' && demands.boundTo !== bound) {
    throw new TokenRefused('sender');
  }
  return bound;
}

/** Thumbprint of the key that signed the proof of this request. */
async function provenKey(
  accessToken: string,
  request: PresentedRequest,
  { takeProof, nonces: loadNonces }: BindingOptions,
  nowSeconds: number,
): Promise<string> {
  const proof = request.header(headers.dpop);
  if (proof === undefined || takeProof === undefined) throw new TokenRefused('proof');
  const authority = authorityOf(request);
  if (authority === undefined) throw new TokenRefused('proof');
  const nonces = await loadNonces?.();
  const { httpMethod, requestContext } = request.event;
  const url = `https://${authority}${requestContext.path}`;
  try {
    return await checkDpopProof(
      proof,
      { method: httpMethod, url, accessToken, nowSeconds },
      { takeProof, ...(nonces && { isOurNonce: (nonce) => nonces.isOurs(nonce, nowSeconds) }) },
    );
  } catch (error) {
    // A client gets a new nonce for a proof that lacks one; everything else about a proof is one fault to it.
    if (!(error instanceof TokenRefused) || error.fault === 'nonce') throw error;
    throw new TokenRefused('proof');
  }
}
