import { createHash } from 'node:crypto';
import { answerSignature, headers } from '../../contract/index.ts';
import { realm } from '../authorizer/realm.ts';
import type { GatewayEvent, GatewayResult, LambdaContext } from '../gateway-event.ts';
import { toContentDigest } from './content-digest.ts';
import { toRawSignature } from './ecdsa-signature.ts';

/** A key on P-256 that is not here: KMS has it. */
export interface ResponseSigner {
  /** `keyid` of the signatures. */
  readonly keyId: () => string;
  /** Signs a SHA-256 hash. @returns DER */
  readonly sign: (digest: Uint8Array) => Promise<Uint8Array>;
  /** @default the system's clock */
  readonly nowSeconds?: () => number;
}

type Answer = (event: GatewayEvent, context: LambdaContext) => Promise<GatewayResult>;

/**
 * Signs every answer of a function, refusals as well (RFC 9421 §2.4): its status and body, and which request it answers,
 * by method and path, and by the signature of the request where it had one. What the gateway refuses by itself is not signed.
 *
 * @throws Error of the signer: an answer that cannot be signed is not sent
 */
export const signAnswers =
  (answer: Answer, signer: ResponseSigner): Answer =>
  async (event, context) => {
    const result = await answer(event, context);
    return { ...result, headers: { ...result.headers, ...(await signatureOf(result, event, signer)) } };
  };

async function signatureOf(result: GatewayResult, event: GatewayEvent, signer: ResponseSigner) {
  const { keyId, sign, nowSeconds = () => Date.now() / 1_000 } = signer;
  const contentDigest = toContentDigest(Buffer.from(result.body));
  const contentType = result.headers['Content-Type'];
  const requestSignature = signatureHeaderOf(event);
  const components: readonly (readonly [name: string, value: string])[] = [
    ['"@status"', String(result.statusCode)],
    ['"content-digest"', contentDigest],
    ...(contentType === undefined ? [] : [['"content-type"', contentType] as const]),
    ['"@method";req', event.httpMethod],
    ...(event.requestContext.path === undefined ? [] : [['"@path";req', event.requestContext.path] as const]),
    ...(requestSignature === undefined ? [] : [['"signature";req', requestSignature] as const]),
  ];
  const list = components.map(([name]) => name).join(' ');
  const parameters = `(${list});created=${Math.floor(nowSeconds())};keyid="${keyId()}";alg="${answerSignature.algorithm}";tag="${realm()}"`;
  const lines = components.map(([name, value]) => `${name}: ${value}`);
  const base = [...lines, `"@signature-params": ${parameters}`].join('\n');
  const signature = toRawSignature(await sign(createHash('sha256').update(base).digest()));
  return {
    [headers.contentDigest]: contentDigest,
    'signature-input': `${answerSignature.label}=${parameters}`,
    signature: `${answerSignature.label}=:${signature.toString('base64')}:`,
  };
}

/** The one `Signature` header of the request: an authorizer refuses two. */
function signatureHeaderOf({ multiValueHeaders }: GatewayEvent): string | undefined {
  const values = Object.entries(multiValueHeaders ?? {}).flatMap(([name, sent = []]) =>
    name.toLowerCase() === 'signature' ? sent : [],
  );
  return values.length === 1 ? values[0]?.trim() : undefined;
}
