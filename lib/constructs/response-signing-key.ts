import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';

/**
 * The key by which answers are signed (RFC 9421, `ecdsa-p256-sha256`). Nobody has it: KMS signs, and tells those
 * who may ask the public key.
 */
export class ResponseSigningKey extends Construct {
  readonly key: kms.Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new kms.Key(this, 'Key', {
      description: 'Signs answers of the API',
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
  }

  /** To sign answers, by the one algorithm that they are signed with. */
  grantSign(signer: lambda.Function): void {
    iam.Grant.addToPrincipal({
      grantee: signer,
      actions: ['kms:Sign'],
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } },
    });
    signer.addEnvironment(environment.responseSigningKey, this.key.keyArn);
  }

  /** To tell everybody the public key. It signs nothing. */
  grantGetPublicKey(teller: lambda.Function): void {
    iam.Grant.addToPrincipal({ grantee: teller, actions: ['kms:GetPublicKey'], resourceArns: [this.key.keyArn] });
    teller.addEnvironment(environment.responseSigningKey, this.key.keyArn);
  }
}
