import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { acknowledge } from './acknowledge.ts';

/** Secrets that nobody types: Secrets Manager makes them, and only the functions that are granted one read it. */
export class Secrets extends Construct {
  /** Keys the hashes of the API key table. */
  readonly apiKeyPepper: secretsmanager.Secret;
  /** Value of the gateway's own API key, by which it meters callers that another key authenticated. */
  readonly meteringKey: secretsmanager.Secret;
  /** Keys the nonces of DPoP proofs. */
  readonly dpopNonceKey: secretsmanager.Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.apiKeyPepper = this.#generate('ApiKeyPepper', {
      description: 'Keys the hashes of API keys',
      whyNotRotated: 'a new pepper would make every API key invalid at once: keys are rotated, the pepper is not',
    });
    this.meteringKey = this.#generate('MeteringKey', {
      description: "Value of the gateway's own API key",
      whyNotRotated:
        'it authenticates nobody and never leaves AWS; CloudFormation reads it only when it deploys the key',
    });
    this.dpopNonceKey = this.#generate('DpopNonceKey', {
      description: 'Keys the nonces of DPoP proofs',
      whyNotRotated: 'a nonce lives for five minutes and authenticates nobody: it only tells that a proof is recent',
    });
  }

  /** Lets a function read the pepper, and tells it which secret that is. */
  grantApiKeyPepper(reader: lambda.Function): void {
    grantRead(this.apiKeyPepper, environment.apiKeyPepperSecret, reader);
  }

  /** Lets a function read the metering key, and tells it which secret that is. */
  grantMeteringKey(reader: lambda.Function): void {
    grantRead(this.meteringKey, environment.meteringKeySecret, reader);
  }

  /** Lets a function make and recognise nonces of DPoP proofs. */
  grantDpopNonces(authorizer: lambda.Function): void {
    grantRead(this.dpopNonceKey, environment.dpopNonceSecret, authorizer);
  }

  #generate(
    id: string,
    { description, whyNotRotated }: { readonly description: string; readonly whyNotRotated: string },
  ) {
    const secret = new secretsmanager.Secret(this, id, {
      description,
      // 62^64: more than 256 bits, in the alphabet that API Gateway takes for the value of a key.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    acknowledge(secret, 'SMG4', whyNotRotated);
    return secret;
  }
}

function grantRead(secret: Pick<secretsmanager.ISecret, 'secretArn'>, variable: string, reader: lambda.Function): void {
  iam.Grant.addToPrincipal({
    grantee: reader,
    actions: ['secretsmanager:GetSecretValue'],
    resourceArns: [secret.secretArn],
  });
  reader.addEnvironment(variable, secret.secretArn);
}
