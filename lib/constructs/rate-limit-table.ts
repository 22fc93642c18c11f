import * as cdk from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';

/**
 * The token buckets of clients, an item each; one that rests is forgotten by itself. What is lost with the table is who has
 * asked how much today, so that it may be deleted; it is restorable, because AWS's own rules ask for that of every table.
 */
export class RateLimitTable extends Construct {
  /** The L2 `Table`, because cdk-nag's rules do not see a `TableV2`. */
  readonly table: dynamodb.Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'client', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });
  }

  /** To take tokens: one update, which reads nothing and makes the bucket of a client that is new. */
  grantTake(taker: lambda.Function): void {
    iam.Grant.addToPrincipal({
      grantee: taker,
      actions: ['dynamodb:UpdateItem'],
      resourceArns: [this.table.tableArn],
    });
    taker.addEnvironment(environment.rateLimitTable, this.table.tableName);
  }
}
