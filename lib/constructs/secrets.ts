import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { GeneratedSecret } from './generated-secret.ts';

/** Secrets of the API as a whole. */
export class Secrets extends Construct {
  /** Keys the hashes of the API key table. */
  readonly apiKeyPepper: GeneratedSecret;
  /** Value of the gateway's own API key, by which it meters callers that another key authenticated. */
  readonly meteringKey: GeneratedSecret;
  /** Keys the nonces of DPoP proofs. */
  readonly dpopNonceKey: GeneratedSecret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.apiKeyPepper = new GeneratedSecret(this, 'ApiKeyPepper', {
      description: 'Keys the hashes of API keys',
      whyNotRotated:
        'a person rotates it, a version beside the other (docs/api-keys.md): by a schedule, keys would end that nobody has replaced',
      variable: environment.apiKeyPepperSecret,
    });
    this.meteringKey = new GeneratedSecret(this, 'MeteringKey', {
      description: "Value of the gateway's own API key",
      whyNotRotated:
        'it authenticates nobody and never leaves AWS; CloudFormation reads it only when it deploys the key',
      variable: environment.meteringKeySecret,
    });
    this.dpopNonceKey = new GeneratedSecret(this, 'DpopNonceKey', {
      description: 'Keys the nonces of DPoP proofs',
      whyNotRotated: 'a nonce lives for five minutes and authenticates nobody: it only tells that a proof is recent',
      variable: environment.dpopNonceSecret,
    });
  }

  /** To hash API keys as the table has them. */
  grantApiKeyPepper(reader: lambda.Function): void {
    this.apiKeyPepper.grantValue(reader);
  }

  /** To name the gateway's own key to the gateway. */
  grantMeteringKey(reader: lambda.Function): void {
    this.meteringKey.grantValue(reader);
  }

  /** To make and recognise nonces of DPoP proofs. */
  grantDpopNonces(authorizer: lambda.Function): void {
    this.dpopNonceKey.grantValue(authorizer);
  }
}
