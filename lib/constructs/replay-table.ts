import * as cdk from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';

/**
 * What may be used once and was: nonces, their counts, ids of proofs; an item each, which goes by itself when what it
 * stands for would be refused as too old. It knows them by a hash only.
 */
export class ReplayTable extends Construct {
  /** The L2 `Table`, because cdk-nag's rules do not see a `TableV2`. */
  readonly table: dynamodb.Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'claim', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Who empties it lets requests of the last minutes be sent once more.
      deletionProtection: true,
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
  }

  /** To claim something once: one write, which reads nothing and frees nothing. */
  grantClaim(claimer: lambda.Function): void {
    iam.Grant.addToPrincipal({
      grantee: claimer,
      actions: ['dynamodb:PutItem'],
      resourceArns: [this.table.tableArn],
    });
    claimer.addEnvironment(environment.replayTable, this.table.tableName);
  }
}
