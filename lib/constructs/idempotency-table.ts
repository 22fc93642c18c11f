import * as cdk from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';

/**
 * Answers to requests with an idempotency key, for as long as a repetition is recognised. Losing it would let a request be
 * done twice, and an answer holds what its caller was told: it is protected like the data.
 */
export class IdempotencyTable extends Construct {
  /** The L2 `Table`, because cdk-nag's rules do not see a `TableV2`. */
  readonly table: dynamodb.Table;

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
  }

  /** To claim a request, to keep its answer, and to give up a claim; nobody lists what others were told. */
  grantAnswerOnce(grantee: lambda.Function): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      resourceArns: [this.table.tableArn],
    });
    grantee.addEnvironment(environment.idempotencyTable, this.table.tableName);
  }
}
