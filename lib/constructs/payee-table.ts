import * as cdk from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';

/**
 * The payees of every customer, by customer and account: a list is a query of its key. A table of its own, so that who adds
 * or removes a payee has no right to any money.
 *
 * Each grant is one use of the table.
 */
export class PayeeTable extends Construct {
  /** The L2 `Table`, because cdk-nag's rules do not see a `TableV2`. */
  readonly table: dynamodb.Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'accountId', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
  }

  /** To add a payee, and to see that it is there already. */
  grantAdd(adder: lambda.Function): void {
    this.#grant(adder, ['dynamodb:GetItem', 'dynamodb:PutItem']);
  }

  /** To list the payees of a customer. */
  grantList(reader: lambda.Function): void {
    this.#grant(reader, ['dynamodb:Query']);
  }

  /** To remove a payee. */
  grantRemove(remover: lambda.Function): void {
    this.#grant(remover, ['dynamodb:DeleteItem']);
  }

  /** To make a transfer depend on its payee. */
  grantCheck(mover: lambda.Function): void {
    this.#grant(mover, ['dynamodb:ConditionCheckItem', 'dynamodb:GetItem']);
  }

  #grant(grantee: lambda.Function, actions: string[]): void {
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.table.tableArn] });
    grantee.addEnvironment(environment.payeeTable, this.table.tableName);
  }
}
