import type { Layer, Mutation } from '../mutation.ts';

const turned = (control: string, file: string, find: string, replace: string, seenBy: string): Mutation => ({
  control,
  how: { kind: 'source', file, find, replace },
  seenBy: [seenBy],
});

const digest = 'test/handler/digest/digest-scheme.test.ts';
const digestParts = 'test/handler/digest/digest.test.ts';
const signature = 'test/handler/http-signature/signature-scheme.test.ts';
const signatureParts = 'test/handler/http-signature/http-signature.test.ts';
const endpoints = 'test/lambdas/credentials/endpoints.test.ts';

/** Basic, Digest and signatures: their credentials, what is taken once, and what a signature covers. */
export const schemes: Layer = {
  name: 'schemes',
  mutations: [
    turned(
      'a digest is taken once',
      'lib/handler/digest/check-digest.ts',
      "  if (!isFirst) return refused('replayed');\n",
      '',
      digest,
    ),
    turned(
      'a nonce is called stale to nobody who does not know the secret',
      'lib/handler/digest/check-digest.ts',
      'if (found === undefined || !isRight)',
      'if (found === undefined || (!isRight && request.nowSeconds < madeAt + NONCE_LIFE_SECONDS))',
      digest,
    ),
    turned(
      'Digest has one algorithm',
      'lib/handler/digest/check-digest.ts',
      "  parameters.get('algorithm') === 'SHA-256' &&\n",
      '',
      digestParts,
    ),
    turned(
      'of many who claim something at the same time, one gets it',
      'lambdas/authorizers/claim-once.ts',
      "    ConditionExpression: 'attribute_not_exists(claim)',\n",
      '',
      'test/lambdas/authorizers/claim-once.test.ts',
    ),
    turned(
      'a credential that has ended opens nothing',
      'lib/handler/http-auth/credential-terms.ts',
      "  if (!isUsable(terms, nowSeconds)) return 'a credential that has ended';\n",
      '',
      digest,
    ),
    turned(
      'a signature is taken once',
      'lib/handler/http-signature/check-http-signature.ts',
      'return isFirst ? {',
      'return isFirst || true ? {',
      signature,
    ),
    turned(
      'a signing key is used for nothing but its algorithm',
      'lib/handler/http-signature/signature-algorithms.ts',
      'fitsAlgorithm(key, algorithm) && verifiers',
      'verifiers',
      signatureParts,
    ),
    turned(
      'a signature covers what decides on the effect of a request',
      'lib/handler/http-signature/check-http-signature.ts',
      "  if (missing) return refused('coverage');\n",
      '',
      signatureParts,
    ),
    turned(
      'a signature is for the host that was asked',
      'lib/handler/http-auth/authority-of.ts',
      'return host === request.event.requestContext.domainName.toLowerCase() ? authority : undefined;',
      'return host && authority;',
      signature,
    ),
    turned(
      'the body of a signed request is the one that was signed',
      'lib/handler/defence.ts',
      '  checkBodySize,\n  checkContentDigest,\n',
      '  checkBodySize,\n',
      'test/handler/steps/check-content-digest.test.ts',
    ),
    turned(
      'no answer goes unsigned where the contract promises a signature',
      'lib/handler/handle-with.ts',
      '    assertSigned(endpoint, options?.signer);\n',
      '',
      'test/handler/http-signature/sign-answers.test.ts',
    ),
    turned(
      'a secret is sealed to its credential',
      'lambdas/credentials/seal.ts',
      '    EncryptionContext: { credentialId },\n',
      '',
      endpoints,
    ),
    turned(
      'an organisation is never taken for a person',
      'lambdas/schemas.ts',
      '/^org_[a-z0-9]{2,40}$/',
      '/^[a-z0-9_-]{2,40}$/',
      endpoints,
    ),
    turned(
      'who checks one kind of credential can read no other',
      'lib/constructs/credential-table.ts',
      "      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${kind}#*`] },\n",
      '',
      'test/constructs/credential-table.test.ts',
    ),
  ],
};
