import * as cdk from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';

/**
 * Sessions by the subject whose they are: when each was used last, which were ended, and since when the subject has signed
 * out. An item goes by itself when none of its tokens can be valid any more.
 */
export class SessionTable extends Construct {
  /** The L2 `Table`, because cdk-nag's rules do not see a `TableV2`. */
  readonly table: dynamodb.Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'subject', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Who empties it signs everybody in again who has signed out.
      deletionProtection: true,
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
  }

  /** To look up a session and to note its use; with this nobody is signed out, and nobody signed in again. */
  grantAdmit(authorizer: lambda.Function): void {
    this.#grant(authorizer, ['dynamodb:GetItem']);
    this.#grantUpdate(authorizer, ['lastUsed', 'ended', 'version']);
  }

  /** To end all sessions of a subject. */
  grantSignOut(grantee: lambda.Function): void {
    this.#grantUpdate(grantee, ['signedOutAtSeconds']);
  }

  /** To note that a subject is there, and to learn that it was away for too long. */
  grantNoteActivity(grantee: lambda.Function): void {
    this.#grantUpdate(grantee, ['activeAtSeconds']);
  }

  /** The attributes are those of the key, the update and its condition (DynamoDB developer guide, fine-grained access). */
  #grantUpdate(grantee: lambda.Function, attributes: readonly string[]): void {
    this.#grant(grantee, ['dynamodb:UpdateItem'], {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['subject', 'expiresAt', ...attributes] },
    });
  }

  #grant(grantee: lambda.Function, actions: string[], conditions?: Record<string, Record<string, unknown>>): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns: [this.table.tableArn],
      ...(conditions !== undefined && { conditions }),
    });
    grantee.addEnvironment(environment.sessionTable, this.table.tableName);
  }
}
