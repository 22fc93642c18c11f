import * as cdk from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { acknowledge } from './acknowledge.ts';

/** A new challenge. Without a proof: who asks for codes cannot pretend that one was answered. */
const ASKED = ['id', 'subject', 'fingerprint', 'codeHash', 'attempts', 'expiresAtSeconds', 'expiresAt'];
/** The places of a destination, and the messages of a day. */
const SENT = ['id', 'place0', 'place1', 'place2', 'sends', 'expiresAt'];
/** What a function must touch to count a try and to keep the proof of a right one; the code's hash it only reads. */
const ANSWERED = ['id', 'subject', 'codeHash', 'attempts', 'expiresAtSeconds', 'proofHash', 'proofExpiresAtSeconds'];
const SPENT = ['id', 'fingerprint', 'proofHash', 'proofExpiresAtSeconds', 'spentAtSeconds'];

/**
 * One-time passwords that are open: keyed hashes of codes, tries, proofs, and who was sent how many messages. Items go by
 * themselves. The pepper that keys the hashes belongs to them.
 *
 * Each grant is one use of the table: exactly the actions it needs, on exactly the attributes that it may touch.
 */
export class OneTimeCodes extends Construct {
  /** The L2 `Table`, because cdk-nag's rules do not see a `TableV2`. */
  readonly table: dynamodb.Table;
  /** Keys the hashes of codes and destinations. */
  readonly pepper: secretsmanager.Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    this.pepper = new secretsmanager.Secret(this, 'Pepper', {
      description: 'Keys the hashes of one-time passwords',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    acknowledge(
      this.pepper,
      'SMG4',
      'what it keys lives for minutes: rotating it by hand costs nobody more than asking for a new code',
    );
  }

  /** To write down a challenge, and to count the messages to its destination. */
  grantRequest(requester: lambda.Function): void {
    this.#grantTouching(requester, 'dynamodb:PutItem', ASKED);
    this.#grantTouching(requester, 'dynamodb:UpdateItem', SENT);
    this.#grantPepper(requester);
  }

  /** To count a try, and to keep the proof of a right one. */
  grantVerify(verifier: lambda.Function): void {
    this.#grantTouching(verifier, 'dynamodb:UpdateItem', ANSWERED);
    this.#grantPepper(verifier);
  }

  /** To spend a proof, and to see why one could not be spent. No code can be checked with this. */
  grantSpend(spender: lambda.Function): void {
    this.#grant(spender, ['dynamodb:GetItem']);
    this.#grantTouching(spender, 'dynamodb:UpdateItem', SPENT);
  }

  /**
   * The attributes are those of the item or the key, the update and the condition (DynamoDB developer guide, fine-grained
   * access).
   */
  #grantTouching(grantee: lambda.Function, action: string, attributes: readonly string[]): void {
    this.#grant(grantee, [action], {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
    });
  }

  #grant(grantee: lambda.Function, actions: string[], conditions?: Record<string, Record<string, unknown>>): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns: [this.table.tableArn],
      ...(conditions !== undefined && { conditions }),
    });
    grantee.addEnvironment(environment.oneTimeCodeTable, this.table.tableName);
  }

  #grantPepper(reader: lambda.Function): void {
    iam.Grant.addToPrincipal({
      grantee: reader,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [this.pepper.secretArn],
    });
    reader.addEnvironment(environment.oneTimeCodePepperSecret, this.pepper.secretArn);
  }
}
