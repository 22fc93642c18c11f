import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface GeneratedSecretProps {
  readonly description: string;
  /** Nothing rotates it: a reason that stands in docs/exceptions.md. */
  readonly whyNotRotated: string;
  /** Environment variable that tells a function which secret it is. */
  readonly variable: string;
}

/** A secret that nobody types: Secrets Manager makes it, and only the functions that are granted it read it. */
export class GeneratedSecret extends secretsmanager.Secret {
  readonly #variable: string;

  constructor(scope: Construct, id: string, { description, whyNotRotated, variable }: GeneratedSecretProps) {
    super(scope, id, {
      description,
      // 62^64: more than 256 bits, in the alphabet that API Gateway takes for the value of a key.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    this.#variable = variable;
    acknowledge(this, 'SMG4', whyNotRotated);
  }

  /** To read it; CDK's own `grantRead` lets one describe it, too. */
  grantValue(reader: lambda.Function): void {
    iam.Grant.addToPrincipal({
      grantee: reader,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [this.secretArn],
    });
    reader.addEnvironment(this.#variable, this.secretArn);
  }
}
